"""Tries mutants on copies of the project: do its tests notice them?"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutation.mutants import Mutant

_PROJECT = Path(__file__).parents[2]
_COPIED = ["pyproject.toml", "reactor", "tests"]
_NOT_COPIED = shutil.ignore_patterns("__pycache__", "corpus", "wheels", "acceptance", "benchmarks")
_PLAIN = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONHASHSEED": "0"}


class Bench:
    """One copy of the project, and a process that runs tests on it.

    Args:
        place: an empty folder for the copy.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        for name in _COPIED:
            source, target = _PROJECT / name, place / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=_NOT_COPIED)
            else:
                shutil.copy(source, target)
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "COV"))}
        self._host = subprocess.Popen(
            [sys.executable, "-m", "tests.mutation.host"],
            cwd=place,
            env=environment | _PLAIN | {"PYTHONPATH": str(place)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._usual: float | None = None

    def close(self) -> None:
        """End the process."""
        with self._host:
            assert self._host.stdin
            self._host.stdin.close()

    def prepare(self, file: str, tests: Sequence[str]) -> None:
        """Run the tests on the file as it is: they must pass, or it says nothing that they fail."""
        self._usual = None
        ended, self._usual = self._ask(tests)
        assert ended == "passed", (self._place / "said.txt").read_text()
        # Python would believe it for another source of the same second and size.
        Path(cache_from_source(str(self._place / file))).unlink(missing_ok=True)

    def notices(self, file: str, tests: Sequence[str], mutant: Mutant) -> bool:
        """Whether a test fails, or comes to no end, with the mutant in the file's place."""
        # No program at all would be noticed by any test.
        compile(mutant.source, mutant.becomes, "exec", dont_inherit=True)
        kept = (self._place / file).read_text()
        (self._place / file).write_text(mutant.source)
        try:
            return self._ask(tests)[0] != "passed"
        finally:
            (self._place / file).write_text(kept)

    def _ask(self, tests: Sequence[str]) -> tuple[str, float]:
        assert self._host.stdin
        assert self._host.stdout
        question = {"tests": tests, "usual": self._usual}
        self._host.stdin.write(json.dumps(question) + "\n")
        self._host.stdin.flush()
        ended, seconds = json.loads(self._host.stdout.readline())
        return str(ended), float(seconds)


@contextmanager
def benches(count: int) -> Iterator[list[Bench]]:
    """So many benches, in folders that are gone afterwards."""
    with ExitStack() as stack:
        folders = [stack.enter_context(TemporaryDirectory(prefix="mutants")) for _ in range(count)]
        made = [Bench(Path(folder)) for folder in folders]
        for bench in made:
            stack.callback(bench.close)
        yield made


def survivors(
    at: Sequence[Bench], file: str, tests: Sequence[str], mutants: Sequence[Mutant]
) -> list[Mutant]:
    """Those of a file's mutants that its tests do not notice."""
    waiting = iter(mutants)

    def work(bench: Bench) -> list[Mutant]:
        bench.prepare(file, tests)
        return [mutant for mutant in waiting if not bench.notices(file, tests, mutant)]

    with ThreadPoolExecutor(len(at)) as pool:
        try:
            found = [mutant for survived in pool.map(work, at) for mutant in survived]
        finally:
            list(waiting)  # who interrupts it does not wait for those that are left
    return sorted(found, key=lambda mutant: mutant.number)
