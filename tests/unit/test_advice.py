"""One table of advice: each code has its line, and nothing else decides."""

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from reactor import advice
from reactor.advice import ADVICE, advice_for
from reactor.cli import command_line
from reactor.doctor.checks.companies import troubles
from reactor.error_codes import Code
from reactor.mongo.views.troubles import Trouble, Troubles
from reactor.notify.messages import message_of
from reactor.settings import Settings
from tests.unit.test_status_advice import GONE, census, shown, status

CODES: tuple[str, ...] = get_args(Code)
STEP_BY_STEP = "see each step of a visit: reactor doctor --test-pipeline"


def test_each_code_has_advice_and_each_advice_belongs_to_a_code() -> None:
    assert sorted(ADVICE) == sorted(CODES)


def test_no_code_has_two() -> None:
    table = Path(advice.__file__).read_text()
    assert [code for code in CODES if table.count(f'"{code}": ') != 1] == []


@pytest.mark.parametrize("code", CODES)
def test_an_advice_is_one_short_line_that_names_what_is_there(code: str) -> None:
    said = advice_for(code, "acme").do
    assert 0 < len(said) <= 120
    assert said.isprintable()
    assert "{" not in said
    named = set(re.findall(r"\b(?:REACTOR|GEMINI)_[A-Z_]+\b", said))
    assert named <= {Settings.variable(field) for field in Settings.model_fields}
    for call in re.findall(r"reactor (doctor[^;:,]*)", said):
        command_line().parse_args(call.removesuffix(" tells more").split())


def test_what_has_no_code_or_an_unknown_one_is_looked_at_step_by_step() -> None:
    for code in ("", "of-tomorrow", "unexpected", "crashed"):
        assert advice_for(code, "old quay").do == f"{STEP_BY_STEP} 'old quay'"
    assert advice_for("", "").do == STEP_BY_STEP


def test_an_address_that_names_the_model_gets_the_sites_advice() -> None:
    said = "https://www.gemini.com/careers answered 503 (attempt 3 of 3)"
    seen = status(troubles=(replace(GONE, message=said, code="server_error"),))
    assert "→ the site has trouble: it is tried again by itself" in shown(seen)
    assert "GEMINI_API_KEY" not in shown(seen)


@pytest.mark.parametrize("said", ["answered 404: the page is gone", "check GEMINI_API_KEY", ""])
def test_no_message_changes_the_advice(said: str) -> None:
    seen = status(troubles=(replace(GONE, message=said, code=""),), census=census(problematic=1))
    assert f"old-quay: {STEP_BY_STEP} old-quay" in " ".join(shown(seen).split())


def test_a_message_about_a_failing_company_says_what_to_do() -> None:
    facts = {"company": "Acme", "label": "acme", "failures": 3, "error": "x", "code": "page_gone"}
    assert (
        "To do: edit careers_url: nothing is there any more." in message_of("failing", facts).body
    )
    older = {"company": "Old Quay", "failures": 3, "error": "x"}
    assert f"To do: {STEP_BY_STEP} 'Old Quay'." in message_of("failing", older).body


def test_a_message_about_waiting_jobs_says_what_to_do() -> None:
    facts = {"error": "Gemini refuses the key (403)", "code": "model_key_refused"}
    assert "and set GEMINI_API_KEY (or OPENAI_API_KEY): it is refused" in (
        message_of("waiting", facts).body
    )


def test_the_doctor_sorts_troubled_companies_by_what_to_do_about_them() -> None:
    names = ("acme", "bolt", "cork", "dune")
    codes = ("page_gone", "page_gone", "robots_disallowed", "")
    failing = [
        Trouble(name, 50, 1, None, "it broke", code)
        for name, code in zip(names, codes, strict=True)
    ]
    found = troubles(Troubles(len(failing), tuple(failing)))
    assert found.details == (
        "2 times: page_gone: edit careers_url: nothing is there any more",
        f"1 time: robots_disallowed: {ADVICE['robots_disallowed'].do}",
        "1 time: it broke",
        "acme, bolt, cork, dune",
    )
