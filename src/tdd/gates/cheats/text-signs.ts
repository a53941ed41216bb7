import { type Sign, type SignContext, sign } from "./sign.ts";

/**
 * Signs in Python, Go and Rust, found line by line in code whose comments are left out. Escapes stand in comments and
 * are looked for in the whole text.
 */
type Rule = {
  readonly code: string;
  readonly where: "test" | "production" | "both";
  readonly pattern: RegExp;
  readonly text: string;
  readonly verdict?: Sign["verdict"];
  readonly comments?: true;
};

const asks = "The code asks whether a test is running";
const patches = "Something every test relies on is replaced";
const ends = "The process is ended";
const off = "A check is switched off";
const waits = "The test waits by the clock";
const chances = "Chance or the clock decides the test";
const reads = "The test reads the source instead of running it";
const cannot = "This assertion cannot fail";

const python: readonly Rule[] = [
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
    pattern:
      /def\s+__(?:eq|ne|hash|bool|contains|instancecheck)__\s*\([^)]*\)[^:]*:\s*(?:return\s+(?:True|not False|1)\b|$)/,
    text: "Equality is redefined",
    verdict: "unproved",
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
    pattern:
      /pytest\.(?:mark\.(?:skip|skipif|xfail)|skip|xfail|importorskip)|unittest\.(?:skip|expectedFailure)|__test__\s*=\s*False|collect_ignore/,
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
    pattern: /assert\s+([\w.]+\([^()]*\))\s*==\s*\1\s*$/,
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

const go: readonly Rule[] = [
  {
    code: "test-environment",
    where: "production",
    pattern:
      /testing\.Testing\(\)|flag\.Lookup\(|"-?test\.\w|"testing"|os\.Args\[0\]|runtime\.(?:Caller|Callers|Stack)|debug\.Stack|\.test"/,
    text: asks,
  },
  {
    code: "test-environment",
    where: "production",
    pattern: /Getenv\([^)]*\)\s*==\s*"test"|Getenv\("(?:GO_)?TEST\w*"\)/,
    text: asks,
  },
  {
    code: "process-exit",
    where: "test",
    pattern: /os\.Exit\(\s*0?\s*\)|syscall\.(?:Exit|Kill)|runtime\.Goexit|log\.Fatal/,
    text: ends,
  },
  {
    code: "process-exit",
    where: "production",
    pattern: /func\s+init\(\)[^\n]*os\.Exit|syscall\.(?:Exit|Kill)\(/,
    text: ends,
  },
  {
    code: "test-skipped",
    where: "test",
    pattern: /\b[tb]\.(?:Skip|Skipf|SkipNow)\(|testing\.Short\(\)|^\/\/go:build|^\/\/\s*\+build/,
    text: "A test is skipped",
    comments: true,
  },
  {
    code: "patched-global",
    where: "both",
    pattern: /go:linkname|\breflect\.DeepEqual\s*=|unsafe\.Pointer|^\s*assert\.\w+\s*=[^=]/,
    text: patches,
    comments: true,
  },
  {
    code: "forged-report",
    where: "both",
    pattern: /"(?:=== RUN|--- PASS|--- FAIL|PASS\\n|ok\s+\\t)|--- PASS/,
    text: "The run's own report is forged",
  },
  { code: "process-exit", where: "test", pattern: /func\s+TestMain\(/, text: "The test takes over the run" },
  {
    code: "sleep",
    where: "test",
    pattern: /time\.Sleep\([^)]*(?:Second|[1-9]\d\d+\s*\*\s*time\.Millisecond)/,
    text: waits,
    verdict: "unproved",
  },
  {
    code: "chance",
    where: "test",
    pattern: /if\b[^\n{]*(?:rand\.\w+\(|time\.Now\(\))/,
    text: chances,
    verdict: "unproved",
  },
  {
    code: "network",
    where: "test",
    pattern: /http\.(?:Get|Post)\(\s*"https?:\/\/(?!localhost|127\.)/,
    text: "The test needs the network",
    verdict: "unproved",
  },
  {
    code: "reads-source",
    where: "test",
    pattern: /(?:ReadFile|Open|Stat)\([^)]*\.go"|parser\.ParseFile|"git"/,
    text: reads,
  },
  {
    code: "mirror-assertion",
    where: "test",
    pattern: /if\s+([\w.]+\([^()]*\))\s*!=\s*\1\s*\{/,
    text: cannot,
  },
  { code: "dead-assertion", where: "test", pattern: /if\s+false\b|&&\s*false\b/, text: cannot },
  {
    code: "swallowed-assertion",
    where: "test",
    pattern: /_\s*=\s*recover\(\)|defer\s+func\(\)\s*\{\s*recover\(\)/,
    text: "A failing assertion is swallowed",
  },
  {
    code: "lint-escape",
    where: "both",
    pattern: /\/\/\s*nolint|\/\/\s*#nosec|\/\/lint:ignore/,
    text: off,
    verdict: "unproved",
    comments: true,
  },
];

const rust: readonly Rule[] = [
  {
    code: "test-environment",
    where: "production",
    pattern:
      /cfg!\(\s*(?:any\([^)]*)?test|#\[cfg_attr\(\s*test|current_exe|CARGO_\w+|RUST_TEST_\w+|NEXTEST\w*|thread::current\(\)\.name|env::args|Backtrace::/,
    text: asks,
  },
  {
    code: "test-environment",
    where: "production",
    pattern:
      /#\[cfg\(\s*(?:not\(\s*)?test\s*\)?\s*\)\]\s*(?!\s*mod\b)(?:pub|fn|use|const|static|let|return|\{)/,
    text: asks,
  },
  {
    code: "process-exit",
    where: "both",
    pattern: /process::(?:exit\(\s*0|abort)|libc::_?exit|set_hook\(/,
    text: ends,
  },
  { code: "process-exit", where: "test", pattern: /process::exit\(/, text: ends },
  {
    code: "test-skipped",
    where: "test",
    pattern: /#\[\s*ignore\b|#\[\s*cfg\(\s*(?:not\(|any\(\s*\)|feature|FALSE|false)/,
    text: "A test is skipped",
  },
  {
    code: "patched-global",
    where: "both",
    pattern: /macro_rules!\s*(?:assert|assert_eq|assert_ne|panic)\b/,
    text: patches,
  },
  {
    code: "patched-equality",
    where: "both",
    pattern: /fn\s+eq\s*\(\s*&self[^)]*\)\s*->\s*bool\s*\{\s*(?:return\s+)?true\b/,
    text: "Equality is redefined",
  },
  {
    code: "forged-report",
    where: "both",
    pattern: /test result: ok|\.\.\. ok"/,
    text: "The run's own report is forged",
  },
  {
    code: "sleep",
    where: "test",
    pattern: /thread::sleep\([^)]*(?:from_secs|from_millis\(\s*[1-9]\d\d)/,
    text: waits,
    verdict: "unproved",
  },
  {
    code: "chance",
    where: "test",
    pattern: /(?:if|assert\w*!)[^\n]*(?:rand::|SystemTime::now|Instant::now)/,
    text: chances,
    verdict: "unproved",
  },
  {
    code: "reads-source",
    where: "test",
    pattern: /include_str!\([^)]*\.rs"|read_to_string\([^)]*\.rs"|Command::new\("git"\)/,
    text: reads,
  },
  {
    code: "mirror-assertion",
    where: "test",
    pattern: /assert_eq!\(\s*([\w:.]+\([^()]*\))\s*,\s*\1\s*[,)]/,
    text: cannot,
  },
  {
    code: "dead-assertion",
    where: "test",
    pattern: /assert!\(\s*true\s*[,)]|if\s+false\b|\|\|\s*true\b/,
    text: cannot,
  },
  {
    code: "swallowed-assertion",
    where: "test",
    pattern: /catch_unwind\(/,
    text: "A failing assertion is swallowed",
  },
  { code: "lint-escape", where: "both", pattern: /#!?\[\s*allow\(/, text: off, verdict: "unproved" },
];

const languages: readonly {
  readonly ending: RegExp;
  readonly comment: RegExp;
  readonly rules: readonly Rule[];
}[] = [
  { ending: /\.py$/, comment: /(^|[^"'\\])#[^\n]*/g, rules: python },
  { ending: /\.go$/, comment: /(^|[^:"])\/\/[^\n]*|\/\*[\s\S]*?\*\//g, rules: go },
  { ending: /\.rs$/, comment: /(^|[^:"])\/\/[^\n]*|\/\*[\s\S]*?\*\//g, rules: rust },
];

export function textSigns(path: string, text: string, test: boolean, _context: SignContext): readonly Sign[] {
  const language = languages.find(({ ending }) => ending.test(path));
  if (language === undefined) return [];
  const code = text.replace(language.comment, "$1");
  return language.rules
    .filter(({ where }) => where === "both" || (where === "test") === test)
    .flatMap((rule) => {
      const lines = (rule.comments ? text : code).split("\n");
      return lines
        .filter((line) => rule.pattern.test(line))
        .map((line) => sign(rule.code, line.slice(0, 200), rule.text, rule.verdict));
    });
}

/** Without a parser of the test's parts only a file that asserts less on the whole is seen; see `test-doubts.ts`. */
export function textWeakened(_path: string, _before: string, _after: string): readonly Sign[] {
  return [];
}
