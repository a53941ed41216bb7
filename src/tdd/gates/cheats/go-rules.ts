import type { Rule } from "./text-rule.ts";

const asks = "The code asks whether a test is running";
const patches = "Something every test relies on is replaced";
const ends = "The process is ended";
const off = "A check is switched off";
const waits = "The test waits by the clock";
const chances = "Chance or the clock decides the test";
const reads = "The test reads the source instead of running it";
const cannot = "This assertion cannot fail";

/** Signs in Go. */
export const goRules: readonly Rule[] = [
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
    pattern: /func\s+init\(\)\s*\{[^}]*os\.Exit|syscall\.(?:Exit|Kill)\(/g,
    text: ends,
    whole: true,
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
