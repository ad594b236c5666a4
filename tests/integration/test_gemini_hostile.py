"""Postings that speak to the model, and a model that obeys: they spoil nothing but their own."""

import json
import re
from typing import Any

import pytest

from reactor.match.llm.batches import speaks_out_of_turn
from tests.gemini.endpoint import endpoint
from tests.gemini.gullible import THIEF, gullible
from tests.gemini.hostile import Hostile, hostile
from tests.gemini.scene import (
    COMPANY,
    DANA,
    EMIL,
    ORDINARY,
    Book,
    judged_by,
    judgements,
    matcher_at,
    screened_by,
    undisturbed,
)

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")

FIELDS = {
    *("suitabilityScore", "goodFitReasons", "considerationPoints", "stretchGoals", "location"),
    *("timezone", "salary", "techStack", "experienceLevel", "languageRequirements"),
    *("visaSponsorshipOffered", "relocationAssistanceOffered"),
}
CHOSEN = [each.title for each in ORDINARY[:2]]
"""What a model chooses for Dana that nobody talks into anything."""

every_kind = pytest.mark.parametrize("text", hostile(), ids=lambda text: text.name)


def test_there_are_enough_kinds() -> None:
    assert len({text.name for text in hostile()}) >= 20
    assert len({text.effect for text in hostile()}) == 6


@every_kind
async def test_no_other_postings_judgement_is_changed(text: Hostile) -> None:
    expected = await undisturbed()
    async with endpoint(gullible([text])) as stand_in:
        found = await judged_by(stand_in, *ORDINARY[:2], text.posting, *ORDINARY[2:])
    found.pop(text.posting.title)
    assert found == expected


@every_kind
async def test_no_other_title_is_dropped_or_forced_upon_anybody(text: Hostile) -> None:
    async with endpoint(gullible([text])) as stand_in:
        listed = [*ORDINARY[:2], text.posting, *ORDINARY[2:]]
        found = await screened_by(stand_in, *listed)
    assert [title for title in found if title != text.posting.title] == CHOSEN


@every_kind
async def test_what_is_kept_of_the_posting_itself_is_in_form_and_in_bounds(text: Hostile) -> None:
    book = Book()
    async with endpoint(gullible([text])) as stand_in:
        found = await judged_by(stand_in, text.posting, book=book)
        assert len(stand_in.asked) <= 2
    match = found[text.posting.title]
    for paid in book.paid:
        assert set(paid.answer or {}) <= FIELDS
    if match is None:
        return
    fields = match.fields()
    assert set(fields) <= FIELDS
    assert 0 <= fields["suitabilityScore"] <= 100
    for value in fields.values():
        texts = value if isinstance(value, list) else [value]
        assert len(texts) <= 10
        assert all(len(each) <= 300 for each in texts if isinstance(each, str))


@every_kind
async def test_no_address_gets_into_a_judgement_but_those_of_the_posting(text: Hostile) -> None:
    async with endpoint(gullible([text])) as stand_in:
        found = await judged_by(stand_in, text.posting)
    match = found[text.posting.title]
    said = json.dumps(match.fields() if match else {}, ensure_ascii=False)
    addresses = re.findall(r"(?:https?://|www\.|javascript:)[^\s\"'\\)>]+|\S+@\S+", said)
    assert all(address in text.posting.text for address in addresses), addresses
    assert f"{THIEF}?q" not in said


@every_kind
async def test_no_request_holds_anything_of_another_user(text: Hostile) -> None:
    book = Book()
    async with endpoint(gullible([text])) as stand_in:
        listed = (*ORDINARY, text.posting)
        async with matcher_at(stand_in.url, book, book) as matcher:
            for candidate in (DANA, EMIL, DANA):
                await matcher.screen(candidate, COMPANY, listed)
                await judgements(matcher, listed, candidate)
    of_dana = [asked for asked in stand_in.asked if "SolidWorks, tolerances" in asked.told]
    of_emil = [asked for asked in stand_in.asked if "Pastry chef in Lyon" in asked.told]
    assert len(of_dana) + len(of_emil) == len(stand_in.asked)
    assert not any(asked in of_emil for asked in of_dana)
    assert not any("example.org" in asked.text for asked in stand_in.asked)
    kept: list[dict[str, Any]] = [
        dict(paid.answer or {}) for paid in book.paid if paid.user == EMIL.user.id
    ]
    assert "SolidWorks, tolerances" not in json.dumps(kept)


async def test_many_hostile_postings_at_once_change_nothing_either() -> None:
    expected = await undisturbed()
    texts = hostile()
    listed = [*ORDINARY[:2], *(text.posting for text in texts), *ORDINARY[2:]]
    async with endpoint(gullible(texts)) as stand_in, matcher_at(stand_in.url) as matcher:
        answers = matcher.analyse(DANA, COMPANY, listed)
        found = {posting.url: match async for posting, match in answers}
    assert {each.title: found[each.url] for each in ORDINARY} == expected
    assert all(len(asked.ids) == 1 for asked in stand_in.asked if not _is_peaceful(asked.titles))


def _is_peaceful(titles: list[str]) -> bool:
    return set(titles) <= {each.title for each in ORDINARY}


async def test_the_hostile_ones_would_do_harm_if_they_were_not_kept_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """That the model of these tests obeys is what makes them worth anything."""
    monkeypatch.setattr("reactor.match.llm.batches.speaks_out_of_turn", lambda _: False)
    expected = await undisturbed()
    harmful = []
    for text in (each for each in hostile() if each.effect in ("ruin", "forge", "reveal")):
        async with endpoint(gullible([text])) as stand_in:
            found = await judged_by(stand_in, text.posting, *ORDINARY[:3])
        harmful.append(any(found[each.title] != expected[each.title] for each in ORDINARY[:3]))
    assert sum(harmful) >= 0.8 * len(harmful)


async def test_each_is_known_before_it_is_shown_to_a_model() -> None:
    assert [text.name for text in hostile() if not speaks_out_of_turn(text.posting)] == []
