"""Mutants: each differs from its source in one meaning, and is a valid program."""

import pytest

from tests.mutation.mutants import mutants


def becomes(line: str) -> set[str]:
    return {mutant.becomes for mutant in mutants(f"async def f():\n    {line}\n")}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("return a < b", {"return a <= b", "return a >= b"}),
        ("return a <= b", {"return a < b", "return a > b"}),
        ("return a == b", {"return a != b"}),
        ("return a is None", {"return a is not None"}),
        ("return a not in b", {"return a in b"}),
        ("return not a", {"return a"}),
        ("return a + b * c", {"return (a - b * c)", "return a + (b / c)"}),
        ("return min(a, -b)", {"return max(a, -b)", "return min(a, b)"}),
        ("return 5, True", {"return 6, True", "return 5, False"}),
        ("a += b", {"a -= b"}),
        ("a.b = c", {"pass"}),
        ("await a.b()", {"pass"}),
        (
            "return a and b",
            {
                "return (a or b)",
                "return a",
                "return b",
                "return (not a) and b",
                "return a and (not b)",
            },
        ),
        ("if a: b", {"if True: b", "if False: b", "if (not a): b"}),
        ("while a < b: c", {"while False: c", "while a <= b: c", "while a >= b: c"}),
    ],
)
def test_a_mutant_is_made_for_each_slip_of_the_pen(line: str, expected: set[str]) -> None:
    assert becomes(line) == expected


def test_cases_and_guards_are_branches() -> None:
    source = "def f(a):\n  match a:\n    case 7 | 8:\n      b\n    case c if d:\n      e\n"
    made = {mutant.becomes for mutant in mutants(source)}
    assert made >= {"case 7 | 8 if False:", "case c if True:", "case c if False:"}


@pytest.mark.parametrize(
    "line", ["x: int | None", '"""Words."""', "_log.info(a)", 'return f"{a + b}"', "a = b"]
)
def test_types_words_and_logs_decide_nothing(line: str) -> None:
    assert becomes(line) == set()


def test_a_mutant_is_told_by_where_it_stands_and_not_by_its_line() -> None:
    source = "class A:\n    def b(self):\n        return ö < c\n"
    first, second = (mutants(text)[0] for text in (source, f"# Added later.\n\n{source}"))
    assert first.key == second.key == ("A.b", "comparison", "return ö < c", "return ö <= c")
    assert (first.number, second.number) == (3, 5)
