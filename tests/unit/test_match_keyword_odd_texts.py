"""Whatever strangers write, a posting is judged: nothing in a text ends the judgement."""

from bson import ObjectId
from hypothesis import given, settings
from hypothesis import strategies as st

from reactor.documents import Company
from reactor.match.keyword.judgement import judge
from reactor.posting import Posting
from tests.unit.match_scene import candidate

_PIECES = st.sampled_from(
    [
        *("About us", "Requirements:", "- Python", "---", "***", "\u2026", "\u2022", "", " ", ":"),
        *("We are", "1.", "?", "Nice to have", "5+ years", "in Berlin", "(m/w/d)", "Wir bieten"),
        *("German C1", "\u00a0", "remote", "Acme, Inc.", "\u2013", "/", "You lead a team of 12."),
        *("2 Tage", "EUR 50.000", "noch", "sin"),
    ]
)
_TEXTS = st.lists(_PIECES | st.text(max_size=12), max_size=14).map("\n".join)
_COMPANY = Company.read({"_id": ObjectId(), "companyID": "acme", "company": "Acme"})


@settings(max_examples=300, deadline=None)
@given(title=_TEXTS, text=_TEXTS, place=_TEXTS, cv=_TEXTS, goal=_TEXTS)
def test_every_text_is_judged(title: str, text: str, place: str, cv: str, goal: str) -> None:
    person = candidate(cv, preferences={"careerGoals": [goal]})
    posting = Posting(url="https://a.example/1", title=title, text=text, location=place)
    assert 0 <= judge(person, _COMPANY, posting, 2026).suitability_score <= 100


def test_a_line_of_signs_alone_ends_no_judgement() -> None:
    text = "About us\nWe build robots in a hall by the river.\n\n---\n\nRequirements:\n- CNC"
    posting = Posting(url="https://a.example/1", title="Operator", text=text)
    assert judge(candidate(), _COMPANY, posting, 2026).suitability_score > 0
