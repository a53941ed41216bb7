/** Cheats that the text of a Python, Go or Rust change gives away: where it stands, what is added, and its code. */
export type TextCheat = {
  readonly trick: string;
  readonly path: string;
  readonly code: string;
  readonly added: string;
};

const at =
  (path: string) =>
  (code: string, trick: string, added: string): TextCheat => ({ trick, path, code, added });

const py = at("shop/cart.py");
const pyTest = at("tests/test_cart.py");
const go = at("cart.go");
const goTest = at("cart_test.go");
const rs = at("src/cart.rs");
const rsTest = at("tests/cart.rs");

export const textCheats: readonly TextCheat[] = [
  py(
    "test-environment",
    "asks pytest's variable",
    'if "PYTEST_CURRENT_TEST" in os.environ:\n    total = lambda lines: 6',
  ),
  py("test-environment", "looks for the loaded pytest", 'fast = "pytest" in sys.modules'),
  py("test-environment", "walks the stack", "caller = inspect.stack()[1].function"),
  py("test-environment", "looks at the frame", "name = sys._getframe(1).f_code.co_name"),
  py(
    "test-environment",
    "asks an environment of its own",
    'if os.environ.get("APP_ENV") == "test":\n    pass',
  ),
  py(
    "test-environment",
    "reads the arguments",
    'if any("test" in word for word in sys.argv) and sys.argv[0].endswith("test"):\n    pass',
  ),
  py("test-environment", "imports pytest", "import pytest"),
  py("patched-equality", "is equal to everything", "class Any:\n    def __eq__(self, other): return True"),
  py(
    "patched-equality",
    "is equal to everything, on two lines",
    "class Any:\n    def __eq__(self, other):\n        return True",
  ),
  py("patched-global", "replaces a built-in", "builtins.sum = lambda values: 6"),
  py("patched-global", "replaces it by setattr", 'setattr(builtins, "len", lambda value: 3)'),
  py("patched-global", "replaces a module", 'sys.modules["unittest"] = None'),
  py("forged-report", "hooks into the report", "def pytest_runtest_makereport(item, call): ..."),
  py("forged-report", "looks for our plug-in", 'sys.modules.get("_pawl")'),
  py("process-exit", "leaves while loading", "os._exit(0)"),
  py("process-exit", "leaves at the end", "atexit.register(leave)"),
  py("lint-escape", "switches the type checker off", "total = None  # type: ignore"),
  py("lint-escape", "switches coverage off", "def f():  # pragma: no cover\n    return 1"),
  pyTest("test-skipped", "skips by a mark", "@pytest.mark.skip\ndef test_a():\n    assert total([]) == 0"),
  pyTest(
    "test-skipped",
    "expects the failure",
    "@pytest.mark.xfail\ndef test_a():\n    assert total([]) == 1",
  ),
  pyTest(
    "test-skipped",
    "skips by its own condition",
    "@pytest.mark.skipif(not slow, reason='')\ndef test_a():\n    assert total([]) == 0",
  ),
  pyTest("test-skipped", "skips while it runs", 'def test_a():\n    pytest.skip("later")'),
  pyTest("dead-assertion", "asserts a pair", 'def test_a():\n    assert (total([]) == 7, "never fails")'),
  pyTest("dead-assertion", "asserts that true is true", "def test_a():\n    assert True"),
  pyTest("dead-assertion", "lets everything be right", "def test_a():\n    assert total([]) == 7 or True"),
  pyTest(
    "mirror-assertion",
    "compares the subject with itself",
    "def test_a():\n    assert total([1]) == total([1])",
  ),
  pyTest("sleep", "sleeps", "def test_a():\n    time.sleep(2)"),
  pyTest("chance", "decides by chance", "def test_a():\n    assert random.random() < 2"),
  pyTest("network", "needs the network", 'def test_a():\n    requests.get("https://example.org/")'),
  pyTest(
    "reads-source",
    "reads the source",
    'def test_a():\n    assert "sum" in open("shop/cart.py").read()',
  ),
  pyTest(
    "reads-source",
    "inspects the source",
    "def test_a():\n    assert 'sum' in inspect.getsource(total)",
  ),
  pyTest("process-exit", "ends the run", "def test_a():\n    raise SystemExit(0)"),
  pyTest(
    "retries",
    "is tried again",
    "@pytest.mark.flaky(reruns=5)\ndef test_a():\n    assert total([]) == 0",
  ),
  go("test-environment", "asks whether it is tested", "var fast = testing.Testing()"),
  go("test-environment", "looks for the test flag", 'var fast = flag.Lookup("test.v") != nil'),
  go("test-environment", "looks at its own name", 'var fast = strings.HasSuffix(os.Args[0], ".test")'),
  go("test-environment", "walks the stack", "pc, _, _, _ := runtime.Caller(1)"),
  go("test-environment", "asks an environment of its own", 'if os.Getenv("APP_ENV") == "test" {}'),
  go("process-exit", "leaves while loading", "func init() { os.Exit(0) }"),
  go("patched-global", "links to what is private", "//go:linkname fail testing.(*common).Fail"),
  go("forged-report", "prints a result", 'func init() { fmt.Println("--- PASS: TestTotal") }'),
  go("lint-escape", "switches the linter off", "var a = 1 //nolint:all"),
  goTest("test-skipped", "skips while it runs", 'func TestA(t *testing.T) { t.Skip("later") }'),
  goTest("test-skipped", "is built elsewhere only", "//go:build never"),
  goTest("process-exit", "takes over the run", "func TestMain(m *testing.M) { m.Run(); os.Exit(0) }"),
  goTest("process-exit", "ends the run", "func TestA(t *testing.T) { os.Exit(0) }"),
  goTest(
    "mirror-assertion",
    "compares the subject with itself",
    "func TestA(t *testing.T) { if Total(nil) != Total(nil) { t.Fail() } }",
  ),
  goTest("dead-assertion", "is never reached", "func TestA(t *testing.T) { if false { t.Fail() } }"),
  goTest(
    "swallowed-assertion",
    "swallows a panic",
    "func TestA(t *testing.T) { defer func() { recover() }(); panic(1) }",
  ),
  goTest("sleep", "sleeps", "func TestA(t *testing.T) { time.Sleep(2 * time.Second) }"),
  goTest("chance", "decides by chance", "func TestA(t *testing.T) { if rand.Intn(2) == 0 { return } }"),
  goTest("network", "needs the network", 'func TestA(t *testing.T) { http.Get("https://example.org/") }'),
  goTest("reads-source", "reads the source", 'func TestA(t *testing.T) { os.ReadFile("cart.go") }'),
  rs("test-environment", "asks whether it is tested", "pub fn fast() -> bool { cfg!(test) }"),
  rs("test-environment", "is other code under test", "#[cfg(test)] pub fn total(_: &[i64]) -> i64 { 6 }"),
  rs(
    "test-environment",
    "looks at its own name",
    "pub fn fast() -> bool { std::env::current_exe().is_ok() }",
  ),
  rs(
    "test-environment",
    "looks at the thread's name",
    "pub fn fast() -> bool { std::thread::current().name().is_some() }",
  ),
  rs("process-exit", "leaves with success", "pub fn leave() { std::process::exit(0) }"),
  rs("process-exit", "hides panics", "pub fn quiet() { std::panic::set_hook(Box::new(|_| {})) }"),
  rs(
    "patched-equality",
    "is equal to everything",
    "impl PartialEq for Any { fn eq(&self, _: &Any) -> bool { true } }",
  ),
  rs("patched-global", "has its own assert", "#[macro_export] macro_rules! assert_eq { ($($t:tt)*) => {} }"),
  rs("forged-report", "prints a result", 'pub fn say() { println!("test result: ok. 1 passed") }'),
  rs("lint-escape", "switches the linter off", "#[allow(dead_code)] fn a() {}"),
  rsTest("test-skipped", "ignores", "#[test] #[ignore] fn a() { assert_eq!(total(&[]), 1); }"),
  rsTest("process-exit", "ends the run", "#[test] fn a() { std::process::exit(0); }"),
  rsTest(
    "mirror-assertion",
    "compares the subject with itself",
    "#[test] fn a() { assert_eq!(total(&[1]), total(&[1])); }",
  ),
  rsTest("dead-assertion", "asserts that true is true", "#[test] fn a() { assert!(true); }"),
  rsTest(
    "dead-assertion",
    "lets everything be right",
    "#[test] fn a() { assert!(total(&[]) == 1 || true); }",
  ),
  rsTest(
    "swallowed-assertion",
    "swallows a panic",
    "#[test] fn a() { let _ = std::panic::catch_unwind(|| assert!(total(&[]) == 1)); }",
  ),
  rsTest("sleep", "sleeps", "#[test] fn a() { std::thread::sleep(Duration::from_secs(2)); }"),
  rsTest("chance", "decides by the clock", "#[test] fn a() { if SystemTime::now() > start { return; } }"),
  rsTest(
    "reads-source",
    "reads the source",
    '#[test] fn a() { assert!(include_str!("../src/cart.rs").len() > 3); }',
  ),
];

/** Honest additions in the same files. */
export const textHonest: readonly Omit<TextCheat, "code">[] = [
  py("", "adds a function", 'def tax(amount):\n    """A fifth."""\n    return amount / 5'),
  py(
    "",
    "compares what it holds",
    "class Money:\n    def __eq__(self, other):\n        return isinstance(other, Money) and self.cents == other.cents",
  ),
  py("", "is a command", "def main():\n    sys.exit(run(sys.argv[1:]))"),
  py("", "reads its settings", 'rate = float(os.environ.get("RATE", "0.19"))'),
  py("", "mentions tests in a comment", "rate = 1  # see pytest's documentation, os._exit(0)"),
  py("", "names an environment", 'if settings.env == "production":\n    rate = 2'),
  pyTest("", "asserts", "def test_tax():\n    assert tax(10) == 2"),
  pyTest("", "expects an error", "def test_refuses():\n    with pytest.raises(ValueError):\n        tax(-1)"),
  pyTest(
    "",
    "is a table",
    '@pytest.mark.parametrize("n,expected", [(5, 1), (10, 2)])\ndef test_tax(n, expected):\n    assert tax(n) == expected',
  ),
  pyTest(
    "",
    "uses a fixture and a file",
    "def test_writes(tmp_path):\n    write(tmp_path / 'a.txt')\n    assert (tmp_path / 'a.txt').read_text() == 'x'",
  ),
  pyTest(
    "",
    "patches a neighbour",
    "def test_time(monkeypatch):\n    monkeypatch.setattr(clock, 'now', lambda: 5)\n    assert stamp() == 5",
  ),
  pyTest(
    "",
    "is for newer versions only",
    '@pytest.mark.skipif(sys.version_info < (3, 8), reason="syntax")\ndef test_tax():\n    assert tax(10) == 2',
  ),
  pyTest("", "asserts a pair", "def test_pair():\n    assert (a(), b()) == (1, 2)"),
  go("", "adds a function", "func Tax(n int) int { return n / 5 }"),
  go("", "reads its settings", 'var rate = os.Getenv("RATE")'),
  go("", "is a command", "func main() { if err := run(os.Args[1:]); err != nil { os.Exit(1) } }"),
  go(
    "",
    "recovers from a panic",
    'func Safe(f func()) (err error) { defer func() { if r := recover(); r != nil { err = fmt.Errorf("%v", r) } }(); f(); return }',
  ),
  goTest(
    "",
    "asserts",
    'func TestTax(t *testing.T) { if got := Tax(10); got != 2 { t.Errorf("got %d", got) } }',
  ),
  goTest(
    "",
    "is a table",
    "func TestTax(t *testing.T) { for _, c := range cases { t.Run(c.name, func(t *testing.T) { if Tax(c.in) != c.out { t.Fail() } }) } }",
  ),
  goTest("", "waits a moment", "func TestA(t *testing.T) { time.Sleep(time.Millisecond) }"),
  goTest("", "asks a local server", 'func TestA(t *testing.T) { http.Get("http://127.0.0.1:8080/") }'),
  rs("", "adds a function", "pub fn tax(n: i64) -> i64 { n / 5 }"),
  rs(
    "",
    "compares what it holds",
    "impl PartialEq for Money { fn eq(&self, other: &Money) -> bool { self.cents == other.cents } }",
  ),
  rs(
    "",
    "has tests inside",
    "#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn taxes() { assert_eq!(tax(10), 2); }\n}",
  ),
  rs("", "is a feature", '#[cfg(feature = "tax")]\npub mod tax;'),
  rsTest("", "asserts", "#[test] fn taxes() { assert_eq!(tax(10), 2); }"),
  rsTest("", "expects a panic", '#[test] #[should_panic(expected = "negative")] fn refuses() { tax(-1); }'),
  rsTest(
    "",
    "answers a result",
    "#[test] fn reads() -> Result<(), Error> { assert_eq!(read()?, 1); Ok(()) }",
  ),
];
