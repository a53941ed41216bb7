import type { Rule } from "./text-rule.ts";

const asks = "The code asks whether a test is running";
const patches = "Something every test relies on is replaced";
const ends = "The process is ended";
const off = "A check is switched off";
const waits = "The test waits by the clock";
const chances = "Chance or the clock decides the test";
const reads = "The test reads the source instead of running it";
const cannot = "This assertion cannot fail";

/** Signs in Python. */
export const pythonRules: readonly Rule[] = [
  {
    code: "test-environment",
    where: "production",
    pattern:
      /PYTEST_\w+|["']pytest["']|["']unittest["']\s+in|sys\._getframe|inspect\.(?:stack|currentframe)|traceback\.extract_stack|^\s*(?:import|from)\s+(?:pytest|unittest)\b/,
    text: asks,
  },
  {
    code: "test-environment",
    where: "production",
    pattern: /(?:ENV\b|environ)[^\n]*==\s*["']test(?:ing)?["']|sys\.argv[^\n]*test/i,
    text: asks,
  },
  {
    code: "patched-equality",
    where: "both",
    pattern: /def\s+__(?:eq|ne|bool|contains|instancecheck)__\s*\([^)]*\)[^:\n]*:\s*return\s+(?:True|1)\b/g,
    text: "Equality is redefined",
    whole: true,
  },
  {
    code: "patched-global",
    where: "both",
    pattern:
      /(?:^|[^\w.])(?:builtins|sys\.modules|pytest|_pytest|unittest)(?:\.\w+)*(?:\[[^\]]+\])?\s*=(?!=)|setattr\(\s*(?:builtins|pytest|unittest)|sys\.settrace|ctypes\.pythonapi|gc\.get_referrers/,
    text: patches,
  },
  {
    code: "forged-report",
    where: "both",
    pattern:
      /pytest_(?:runtest|report|sessionfinish|collection|pyfunc|configure|terminal|assertrepr)\w*|hookwrapper|junitxml|_pawl|pluginmanager/,
    text: "The run's own report is changed",
  },
  {
    code: "process-exit",
    where: "both",
    pattern:
      /os\._exit|os\.abort|os\.kill\(|signal\.raise_signal|^(?:sys\.exit|exit|quit)\(|atexit\.register/,
    text: ends,
  },
  { code: "process-exit", where: "test", pattern: /(?:sys\.exit|raise SystemExit|pytest\.exit)/, text: ends },
  {
    code: "test-skipped",
    where: "test",
    // Not `skipif` by Python's version or the platform: on an old test its run tells, a new one proves nothing then.
    pattern:
      /pytest\.(?:mark\.(?:skip(?!if)|skipif(?!\(\s*(?:sys\.(?:version_info|platform)|os\.name|platform\.))|xfail)|skip(?!if)|xfail|importorskip)|unittest\.(?:skip|expectedFailure)|__test__\s*=\s*False|collect_ignore/,
    text: "A test is skipped",
  },
  {
    code: "sleep",
    where: "test",
    pattern: /\btime\.sleep\(|asyncio\.sleep\(\s*(?:[1-9]|0\.[1-9])/,
    text: waits,
    verdict: "unproved",
  },
  {
    code: "retries",
    where: "test",
    pattern: /mark\.flaky|@retry|reruns=/,
    text: "The test is tried again until it passes",
    verdict: "unproved",
  },
  {
    code: "chance",
    where: "test",
    pattern: /(?:assert|if)\b[^\n]*(?:random\.\w+\(|time\.time\(|datetime\.(?:now|today|utcnow)\(|uuid4\()/,
    text: chances,
    verdict: "unproved",
  },
  {
    code: "network",
    where: "test",
    pattern: /(?:urlopen|requests\.\w+|httpx\.\w+)\(\s*["']https?:\/\/(?!localhost|127\.)/,
    text: "The test needs the network",
    verdict: "unproved",
  },
  {
    code: "reads-source",
    where: "test",
    pattern: /inspect\.getsource|(?:open|Path)\([^\n)]*\.py["']|["']git["']/,
    text: reads,
  },
  {
    code: "mirror-assertion",
    where: "test",
    // Two of a class compared are not one function asked twice.
    pattern: /assert\s+((?:\w+\.)*[a-z_]\w*\([^()]*\))\s*==\s*\1\s*$/,
    text: cannot,
  },
  {
    code: "dead-assertion",
    where: "test",
    pattern:
      /assert\s+(?:True|1)\s*$|assert\s*\([^()]*(?:\([^()]*\))?[^()]*,\s*["'][^"']*["']\s*\)\s*$|\bor\s+True\b/,
    text: cannot,
  },
  {
    code: "lint-escape",
    where: "both",
    pattern: /#\s*(?:type:\s*ignore|noqa|pylint:\s*disable|pragma:\s*no\s*cover|pyright:\s*ignore|mypy:)/,
    text: off,
    verdict: "unproved",
    comments: true,
  },
];
