from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from tests.longest_first import SECONDS, longest_first

_CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Item:
    nodeid: str


def ordered(names: list[str], processes: int) -> list[str]:
    items = cast("list[pytest.Item]", [Item(name) for name in names])
    return [each.nodeid for each in longest_first(items, processes)]


def test_each_process_begins_with_its_share_of_what_takes_long() -> None:
    first, second, third = list(SECONDS)[:3]
    short = [f"tests/unit/test_{number}.py" for number in range(7)]
    assert ordered([*short, third, second, first], 2) == [
        *(first, *short[:4]),
        *(second, third, *short[4:]),
    ]


@pytest.mark.parametrize("processes", [1, 3, 4])
@pytest.mark.parametrize("number", [0, 1, 2, 50])
def test_none_is_lost_and_none_runs_twice(number: int, processes: int) -> None:
    names = [f"{name}[{each}]" for name in (*SECONDS, "tests/a", "b") for each in range(number)]
    assert sorted(ordered(names, processes)) == sorted(names)


@pytest.mark.parametrize("name", SECONDS)
def test_what_takes_long_is_there(name: str) -> None:
    file, _, test = name.partition("::")
    assert f"def {test}" * bool(test) in (_CHECKOUT / file).read_text()
