"""What advertisements in ten languages pay, as they write it: one test a line of `pay.txt`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reactor.language.pay import stated_salary

LINES = Path(__file__).parent / "pay.txt"


def _labelled() -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in LINES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, stated = line.partition(" :: ")
            yield text, tuple(stated.split())


@pytest.mark.parametrize(("line", "stated"), list(_labelled()))
def test_pay_is_read_as_it_is_written(line: str, stated: tuple[str, ...]) -> None:
    found = stated_salary(f"About us\n{line}\nApply")
    parts = (None,) * 4 if found is None else (found.min, found.max, found.currency, found.period)
    written = tuple(
        "-" if one is None else f"{one:.12g}" if isinstance(one, float) else str(one)
        for one in parts
    )
    assert written == stated
