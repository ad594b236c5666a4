import re
from functools import partial
from typing import Any

import pytest

from reactor.language.text_towns import BEHIND
from reactor.language.workplaces import CUES
from reactor.logs.job_lines import named_in
from reactor.match.llm.injection_phrases import rules
from reactor.scrape.boards.request import in_address
from tests.backtracking import Attack, attacks
from tests.expressions import (
    Expression,
    built_later,
    expressions,
    modules,
    modules_with_expressions,
)
from tests.growth import LINEAR, Work, explodes, growth

_SIZE = 500
# A pattern of hundreds of words is attacked at this many of its repeats, spread over it.
_MAX_ATTACKS = 80
_MAX_OF_FEW = 33
# Built while the program runs: here with what it builds them of.
_BUILT = {
    "reactor.match.llm.injection_phrases": [
        pattern for rule in rules() for pattern in (rule.says, rule.about) if pattern
    ],
    "reactor.fetch.memory_limit": [re.compile(r"^VmRSS:\s*(\d+) kB", re.MULTILINE)],
    "reactor.logs.job_lines": [named_in("6b0da417425e6db97267914a")],
    "reactor.scrape.boards.request": [in_address("offset")],
    "reactor.scrape.posting_page.closure": [],  # stand in `_NOTICES`
    "reactor.language.text_towns": list(BEHIND.values()),
    "reactor.language.workplaces": [cue.pattern for cue in CUES],
}


@pytest.mark.parametrize("module", sorted({*modules_with_expressions(), *_BUILT}))
def test_every_regular_expression_is_linear(module: str) -> None:
    built = [
        Expression(f"{module}[{number}]", pattern, "search")
        for number, pattern in enumerate(_BUILT.get(module, ()))
    ]
    steep = [
        f"{each.name}: {found}"
        for each in (*expressions(module), *built)
        if (found := _steepest(each)) is not None
    ]
    assert not steep, "\n".join(steep)


@pytest.mark.parametrize(
    "source",
    [r"\s+$", r"[\w.]+@", r".*foo", r"(?:a+)+$", r"(?:\w|\d)*!", r"<!--.*?-->", r"(?s)\(.*\)x",
     r'"(?:[^"\\]|\\.)*"', r"(\w+)\s\1x", r"x\s*\n?\s*y", r"a(?:b|c\d*)+\d*z", rb"\w+="],
)  # fmt: skip
def test_one_that_is_not_is_found(source: Any) -> None:
    assert _steepest(Expression("planted", re.compile(source), "search")) is not None


@pytest.mark.parametrize(
    "source", [r"(?<!\s)\s+$", r"\w{1,9}@", r"<!--[^<>]*>", r"(?<!\w)\w++!", r"a|b|\d\d"]
)
def test_one_that_is_linear_is_not_suspected(source: str) -> None:
    assert _steepest(Expression("planted", re.compile(source), "search")) is None


def test_none_is_built_where_nobody_looks() -> None:
    built = [place for module in modules() for place in built_later(module)]
    assert {place.partition(":")[0] for place in built} <= set(_BUILT)


def _steepest(expression: Expression) -> str | None:
    """The first attack on an expression that takes more than its share, and how it grows."""
    for attack in attacks(expression.pattern, most=_MAX_ATTACKS):
        of_size = partial(_work, expression, attack)
        if explodes(of_size, _MAX_OF_FEW):
            return f"exponential on {attack}"
        if (exponent := growth(of_size, _SIZE)) > LINEAR:
            return f"n ** {exponent:.1f} on {attack}"
    return None


def _work(expression: Expression, attack: Attack, size: int) -> Work:
    return expression.applied_to(attack.text(size))
