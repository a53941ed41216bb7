/**
 * The plugin that pytest loads by `-p` inside the sandbox, as the text of a Python module (3.6 and later, pytest 6 and
 * later). One JSON record a line; the host decides what they mean. It has the last word, so what a conftest made of an outcome
 * does not count: a failure is taken from the call itself.
 * Hooks: https://docs.pytest.org/en/stable/reference/reference.html#hooks
 */
export function pytestPluginSource(nonce: string, report: string): string {
  return source.replace("NONCE", JSON.stringify(nonce)).replace("REPORT", JSON.stringify(report));
}

const source = `import io
import json
import time
import pytest

_nonce, _path = NONCE, REPORT
_state = {"records": 0, "file": None, "out": None, "failed": {}, "began": {}}


def _write(record):
    if _state["out"] is None:
        _state["out"] = io.open(_path, "w", encoding="utf-8", errors="backslashreplace")
    _state["records"] += 1
    _state["out"].write(json.dumps(record) + "\\n")
    _state["out"].flush()


def _text(value):
    try:
        return str(value).encode("utf-8", "backslashreplace").decode("utf-8")[:8000]
    except Exception:
        return "<no text>"


def _names(item):
    parts = item.nodeid.split("::")
    return parts[0], parts[1:] if len(parts) > 1 else [item.name]


def _failure(info, when):
    error = info.value
    mro = [kind.__name__ for kind in type(error).__mro__]
    assertion = "AssertionError" in mro or isinstance(error, pytest.fail.Exception)
    phase = "timeout" if type(error).__name__ in ("Timeout", "TimeoutError") and not assertion else "test"
    return {
        "name": type(error).__name__,
        "code": "",
        "message": _text(error) or type(error).__name__,
        "phase": phase if when == "call" else "setup",
        "assertion": assertion,
    }


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session):
    _write({"kind": "start", "nonce": _nonce, "version": pytest.__version__})


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logstart(nodeid, location):
    path = nodeid.split("::")[0]
    if _state["file"] != path:
        if _state["file"] is not None:
            _write({"kind": "ended", "file": _state["file"]})
        _write({"kind": "began", "file": path})
        _state["file"] = path
    _state["began"][nodeid] = time.time()


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    made = yield
    report = made.get_result()
    expected = hasattr(report, "wasxfail")
    info = call.excinfo
    skipped = report.skipped or (info is not None and isinstance(info.value, pytest.skip.Exception))
    if skipped:
        _state["failed"].setdefault(item.nodeid, "skipped")
    elif info is not None and not expected:
        if not isinstance(_state["failed"].get(item.nodeid), dict):
            _state["failed"][item.nodeid] = _failure(info, call.when)
    elif report.failed:
        told = {"name": "Failed", "code": "", "message": _text(report.longrepr), "phase": "test"}
        told["assertion"] = "[XPASS(strict)]" in told["message"]
        _state["failed"].setdefault(item.nodeid, told)
    if call.when == "teardown":
        _ended(item)


def _ended(item):
    path, titles = _names(item)
    failure = _state["failed"].pop(item.nodeid, None)
    spent = time.time() - _state["began"].pop(item.nodeid, time.time())
    status = "passed" if failure is None else "skipped" if failure == "skipped" else "failed"
    _write({
        "kind": "test", "file": path, "titles": [_text(title) for title in titles], "status": status,
        "milliseconds": spent * 1000, "failure": failure if status == "failed" else None,
    })


@pytest.hookimpl(tryfirst=True)
def pytest_collectreport(report):
    if report.failed:
        path = report.nodeid.split("::")[0] or "."
        _write({"kind": "load", "file": path, "name": "", "message": _text(_last_error(report))})


def _last_error(report):
    """The lines that pytest marks with E: the error without its traceback."""
    lines = [line[4:] for line in str(report.longrepr).split("\\n") if line.startswith("E   ")]
    return "\\n".join(lines) or str(report.longrepr)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    if _state["out"] is None:
        return
    if _state["file"] is not None:
        _write({"kind": "ended", "file": _state["file"]})
    _write({"kind": "end", "nonce": _nonce, "records": _state["records"] + 1})
    _state["out"].close()
    _state["out"] = None
`;
