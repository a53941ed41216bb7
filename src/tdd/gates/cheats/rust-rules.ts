import type { Rule } from "./text-rule.ts";

const asks = "The code asks whether a test is running";
const patches = "Something every test relies on is replaced";
const ends = "The process is ended";
const off = "A check is switched off";
const waits = "The test waits by the clock";
const chances = "Chance or the clock decides the test";
const reads = "The test reads the source instead of running it";
const cannot = "This assertion cannot fail";

/** Signs in Rust. */
export const rustRules: readonly Rule[] = [
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
    pattern: /fn\s+eq\s*\(\s*&self[^)]*\)\s*->\s*bool\s*\{\s*(?:return\s+)?true\b/g,
    text: "Equality is redefined",
    whole: true,
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
