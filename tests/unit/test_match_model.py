"""What a match may hold, what a call costs, and what importing the package costs."""

import ast
import json
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

import reactor.match
from reactor.match import KeywordMatcher, Match, PaidAnswer, TokenUsage, matcher_for
from reactor.match.gemini.prices import PRICES, price_of
from reactor.match.llm.price import cost_at
from reactor.match.llm.reply import TokenCounts
from reactor.match.llm.usage_ledger import Ledger, StoredAnswer
from reactor.match.matcher import MAX_ITEM_LENGTH, MAX_ITEMS
from reactor.posting import Salary
from reactor.settings import Settings
from tests.in_this_process import InThisProcess

SOURCE = Path(reactor.match.__file__).parents[1]


class NoLedger:
    async def record(self, usage: TokenUsage, answers: Sequence[PaidAnswer]) -> None:
        raise AssertionError(usage, answers)

    async def recall(self, keys: Collection[str]) -> Mapping[str, StoredAnswer]:
        raise AssertionError(keys)


class NoBudget:
    async def reserve(self, model: str) -> int:
        raise AssertionError(model)


def test_fields_are_named_as_stored_and_unknown_ones_left_out() -> None:
    match = Match(suitability_score=70, good_fit_reasons=("a",), visa_sponsorship_offered=False)
    assert match.fields() == {
        "suitabilityScore": 70,
        "goodFitReasons": ["a"],
        "considerationPoints": [],
        "stretchGoals": [],
        "techStack": [],
        "languageRequirements": [],
        "visaSponsorshipOffered": False,
    }


def test_texts_that_are_too_long_are_cut() -> None:
    match = Match.model_validate(
        {
            "suitabilityScore": 50,
            "goodFitReasons": ["x" * 5000, " two\n lines ", ""] + ["y"] * 50,
            "location": "z" * 5000,
        }
    )
    assert len(match.good_fit_reasons) == MAX_ITEMS
    assert len(match.good_fit_reasons[0]) == MAX_ITEM_LENGTH
    assert match.good_fit_reasons[1] == "two lines"
    assert len(match.location or "") < 200


@pytest.mark.parametrize("score", [-1, 101, 1e300, float("nan"), "high", None, [50]])
def test_a_score_outside_the_scale_is_refused(score: Any) -> None:
    with pytest.raises(ValidationError):
        Match.model_validate_json(json.dumps({"suitabilityScore": score}))


def test_a_fractional_score_is_rounded() -> None:
    assert Match.model_validate({"suitabilityScore": 72.6}).suitability_score == 73


@pytest.mark.parametrize(
    "salary", [{}, {"min": -1}, {"min": float("nan")}, {"max": 1e30}, {"currency": "EUR"}]
)
def test_pay_that_cannot_be_is_dropped(salary: dict[str, Any]) -> None:
    assert Match.model_validate({"suitabilityScore": 1, "salary": salary}).salary is None


def test_pay_is_kept_as_stated() -> None:
    pay = {"min": 50000, "max": None, "currency": "EUR", "period": "year"}
    match = Match.model_validate({"suitabilityScore": 1, "salary": pay})
    assert match.salary == Salary(min=50000, currency="EUR", period="year")
    assert match.fields()["salary"] == {"min": 50000, "currency": "EUR", "period": "year"}


def test_prices_are_found_by_the_longest_name() -> None:
    assert price_of("gemini-3.5-flash-lite-preview-09-2026") == price_of("gemini-3.5-flash-lite")
    assert price_of("gemini-3.5-flash") != price_of("gemini-3.5-flash-lite")
    assert price_of("models/gemini-flash-lite-latest") is not None
    assert price_of("gemini-3.5-flashy") is None


def test_cached_tokens_cost_less() -> None:
    usage = TokenCounts(asked=1_000_000, written=60_000, thought=40_000, cached=400_000)
    cost = cost_at(PRICES["gemini-3.1-flash-lite"], usage)
    assert cost.input == pytest.approx(0.6 * 0.25 + 0.4 * 0.025)
    assert cost.output == pytest.approx(0.15)
    assert cost.total == pytest.approx(cost.input + cost.output)


def test_without_a_key_keywords_decide() -> None:
    settings = Settings(gemini_api_key=None)
    matcher = matcher_for(settings, NoLedger(), NoBudget(), InThisProcess())
    assert isinstance(matcher, KeywordMatcher)


@pytest.mark.holds_loop(
    reason="Google's library is imported: `open_instruments` does so in a thread"
)
async def test_with_a_key_gemini_decides() -> None:
    settings = Settings(gemini_api_key=SecretStr("k"))
    ledger: Ledger = NoLedger()
    matcher = matcher_for(settings, ledger, NoBudget(), InThisProcess())
    assert matcher.name == "gemini"
    await matcher.aclose()


@pytest.mark.parametrize("library", ["google.genai", "openai"])
def test_importing_the_package_imports_no_providers_library(library: str) -> None:
    program = f"import sys, reactor.match; print({library!r} in sys.modules)"
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "False"


@pytest.mark.holds_loop(reason="OpenAI's library is imported: see above")
async def test_whoever_is_chosen_decides() -> None:
    settings = Settings(
        llm="openai", openai_base_url="http://localhost:1/v1", openai_model="qwen3:8b"
    )
    matcher = matcher_for(settings, NoLedger(), NoBudget(), InThisProcess())
    assert matcher.name == "openai"
    await matcher.aclose()


@pytest.mark.parametrize(
    ("library", "allowed"), [("google", "reactor.match.gemini"), ("openai", "reactor.match.openai")]
)
def test_a_providers_library_is_imported_by_its_own_package_only(
    library: str, allowed: str
) -> None:
    importers = {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Import) and any(_top(a.name) == library for a in node.names))
        or (isinstance(node, ast.ImportFrom) and _top(node.module or "") == library)
    }
    assert importers
    assert [name for name in importers if not name.startswith(allowed)] == []


def test_what_any_model_needs_knows_no_provider() -> None:
    known = [
        path.name
        for path in (SOURCE / "match" / "llm").glob("*.py")
        if "reactor.match.gemini" in _code(path) or "reactor.match.openai" in _code(path)
    ]
    assert known == []


def _code(path: Path) -> str:
    """A module without its docstring."""
    tree = ast.parse(path.read_text())
    return "\n".join(ast.unparse(node) for node in tree.body[1:])


def _top(module: str) -> str:
    return module.partition(".")[0]
