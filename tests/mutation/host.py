"""Runs tests again and again on one copy of the project, each time in a fork of this process.

What takes long to import, and is none of the project's, is imported once. Each line of the
standard input is a question, as JSON: the tests to run, and whether this is for the first time.
Each answer is a line, too: how they ended, and after how many seconds.
"""

import importlib
import json
import os
import resource
import signal
import sys
import time
from pathlib import Path

import hypothesis
import pytest

_HERE = str(Path.cwd())
_OPTIONS = ["-x", "-q", "-p", "no:cacheprovider"]
_PLUGINS = ["pytest_asyncio.plugin", "pytest_timeout", "_hypothesis_pytestplugin"]
_FEW, _MANY = 10.0, 60.0
"""Seconds: what a changed source may compute beyond twice the usual, and wait beyond 20 times."""


def answer(tests: list[str], usual: float | None) -> tuple[str, float]:
    """How the tests end in a fork: `passed`, `failed` or `late`; and the seconds computed."""
    started = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    if (child := os.fork()) == 0:
        ended = 1
        try:
            ended = _run(tests, usual)
        finally:
            os._exit(ended)
    until, status = started + 20 * (usual or _FEW) + _MANY, None
    while status is None:
        done, code = os.waitpid(child, os.WNOHANG)
        if done:
            status = os.waitstatus_to_exitcode(code)
        elif time.monotonic() > until:
            os.killpg(child, signal.SIGKILL)
        else:
            time.sleep(0.01)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return "passed" if status == 0 else "late" if status < 0 else "failed", seconds


def _run(tests: list[str], usual: float | None) -> int:
    os.setpgid(0, 0)
    if usual is not None:
        sys.dont_write_bytecode = True  # two sources of one second and size would be one to Python
        most = int(2 * usual + _FEW)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    with Path("said.txt").open("w") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # They are given as modules: pytest warns of plugins by name that are imported already.
    plugins = [importlib.import_module(name) for name in _PLUGINS]
    return pytest.main([*_OPTIONS, *tests], plugins=plugins)


def _import_once(tests: list[str]) -> None:
    """Import what the tests need, and forget what is the project's: that is changed each time."""
    for test in ["tests/conftest.py", *(each for each in tests if each.endswith(".py"))]:
        importlib.import_module(test.removesuffix(".py").replace("/", "."))
    for name, module in list(sys.modules.items()):
        place = getattr(module, "__file__", None) or ""
        if name.split(".")[0] in ("reactor", "tests") or place.startswith(_HERE + "/"):
            del sys.modules[name]


def main() -> None:
    hypothesis.settings.register_profile(
        "mutants",
        derandomize=True,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("mutants")
    for line in sys.stdin:
        question = json.loads(line)
        if question["usual"] is None:
            _import_once(question["tests"])
        print(json.dumps(answer(question["tests"], question["usual"])), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
