"""Applies what earlier visits learned about a company's list, and learns from this one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from loguru import logger

from reactor.decisions.page_query_policy import SOURCE_TRUSTED, STEP_TRUSTED, is_outlived, may_ask
from reactor.documents import Company
from reactor.errors import (
    ModelStillInTroubleError,
    ModelTroubleError,
    PassingError,
    WaitingError,
)
from reactor.learned_rules import LearnedRule, PageQuestion, learned_of
from reactor.match.page_questions import PageAnswer, PageReader
from reactor.scrape.javascript_pages.source import source_from
from reactor.scrape.learned_state import LearnedState
from reactor.scrape.listing import Listing, Recognition
from reactor.scrape.page_outline import GroupChoice, Outline
from reactor.scrape.rule import PageRule, rule_from

_UNUSABLE = "unusable"
_TROUBLE = "trouble"
_SAID = {
    "list": "it named postings",
    "unfounded": "what it said does not fit the page",
    "no_list": "it saw no list of postings",
    "states_none": "it reads the page as saying that there are no openings",
    _UNUSABLE: "it said nothing usable",
    _TROUBLE: "it was in trouble",
}
_log = logger.bind(channel="job-matching-orchestrator")


class ListLessons:
    """The lessons of one visit; asks a model about an uncertain page, within limits.

    Args:
        company: the company as stored.
        reader: the model client; None if no model is available.
        now: mongod's time.
    """

    def __init__(self, company: Company, reader: PageReader | None, now: datetime) -> None:
        self._company = company
        self._reader = reader
        self._now = now
        self._learned = learned_of(company)
        self._asked: PageQuestion | None = None
        self._advice: PageRule | None = None

    @property
    def known(self) -> LearnedState:
        """The learned state with which the search for the list begins."""
        learned = self._learned
        rule = rule_from(learned.rule.groups) if learned.rule else PageRule()
        step = learned.step
        trusted = step and step.since and self._now - step.since < STEP_TRUSTED
        found = LearnedState(rule, step.address if step and trusted else "", learned.missing)
        if learned.scripted is None:
            return found
        since = learned.scripted.since
        fresh = since is not None and self._now - since < SOURCE_TRUSTED
        source = source_from(learned.scripted.source) if fresh and not learned.missing else None
        return replace(found, rendered=learned.scripted.address, behind=source)

    async def advise(self, outline: Outline) -> PageRule | None:
        """The model's rule for the postings of a page; None if it gives none."""
        if self._reader is None or not self._may_ask(outline):
            return None
        try:
            answer = await self._reader.read_page(self._company, outline.told())
        except (PassingError, WaitingError) as error:
            _log.warning("page not asked about", because=str(error))
            if _was_asked(error):
                self._remember(outline, _TROUBLE)
            # If the question was not sent, the next visit may ask.
            return None
        self._advice = _rule(outline, answer)
        self._remember(outline, answer.verdict if answer else _UNUSABLE)
        return self._advice

    def explained(self, listing: Listing) -> Listing:
        """The listing with a note about the model's answer, if no list was recognised."""
        asked = self._asked or self._learned.asked
        if listing.recognised or asked is None or asked.at is None:
            return listing
        said = _SAID.get(self._outcome(asked, listing), _SAID[_UNUSABLE])
        note = f"The model was asked about the page on {asked.at:%Y-%m-%d}: {said}"
        # The last note is the first that people see.
        return replace(listing, notes=(*listing.notes[:-1], note, *listing.notes[-1:]))

    def changes(self, listing: Listing) -> Mapping[str, Any]:
        """Changes of `companies.reactor` by field name; None removes a field."""
        found = {
            **self._rule_after(listing),
            **self._step_after(listing),
            **self._scripted_after(listing),
        }
        if self._asked:
            asked = self._asked.model_dump(by_alias=True, exclude_none=True)
            found["asked"] = asked | {"said": self._outcome(self._asked, listing)}
            if self._learned.missing and self._asked.said != _TROUBLE:
                found["missing"] = None
        return found

    def _may_ask(self, outline: Outline) -> bool:
        last = self._learned.asked or PageQuestion()
        return may_ask(
            outline.shape,
            self._now,
            last_shape=last.shape,
            at=last.at,
            before=last.before,
            in_trouble=last.said == _TROUBLE,
        )

    def _remember(self, outline: Outline, said: str) -> None:
        last = self._learned.asked
        before = last.at if last else None
        self._asked = PageQuestion(shape=outline.shape, at=self._now, before=before, said=said)

    def _outcome(self, asked: PageQuestion, listing: Listing) -> str:
        unfounded = asked is self._asked and asked.said == "list" and not listing.ruled
        return "unfounded" if unfounded else asked.said

    def _rule_after(self, listing: Listing) -> dict[str, Any]:
        old = self._learned.rule
        if self._advice and listing.ruled and self._reader:
            if old:
                _log.info("page rule dropped", because="the page has another shape")
            return {"rule": self._new_rule(self._advice, listing, self._reader.model)}
        if old is None:
            return {}
        if listing.ruled:
            return {"rule": _stored(old.model_copy(update={"used_at": self._now}))}
        found = listing.recognition is Recognition.FOUND
        if is_outlived(self._now, old.used_at, read_without=found, beside=old.beside):
            because = "the list is read without it" if found else "it names nothing any more"
            _log.info("page rule dropped", because=because)
            return {"rule": None}
        return {}

    def _new_rule(self, advice: PageRule, listing: Listing, model: str) -> dict[str, Any]:
        checked = listing.ruled
        _log.info("page rule learned", groups=len(advice.groups), checked=checked, model=model)
        return {
            "groups": advice.fields(),
            "learnedAt": self._now,
            "usedAt": self._now,
            "source": "model",
            "model": model,
            "checked": checked,
            "beside": self._learned.missing,
        }

    def _step_after(self, listing: Listing) -> dict[str, Any]:
        if not listing.recognised:
            return {}
        old = self._learned.step
        if not listing.step:
            return {"step": None} if old else {}
        if self.known.step == listing.step:
            return {}
        return {"step": {"address": listing.step, "since": self._now}}

    def _scripted_after(self, listing: Listing) -> dict[str, Any]:
        if not listing.recognised:
            return {}
        if not listing.rendered:
            return {"scripted": None} if self._learned.scripted else {}
        if listing.behind and listing.behind == self.known.behind:
            return {}
        source = listing.behind.fields() if listing.behind else None
        if source and listing.behind:
            _log.info("list behind the page learned", page=listing.rendered, asks=source["url"])
        kept = {"address": listing.rendered, "since": self._now}
        return {"scripted": kept | ({"source": source} if source else {})}


def _stored(rule: LearnedRule) -> dict[str, Any]:
    stored: dict[str, Any] = rule.model_dump(by_alias=True, exclude_none=True)
    return stored


def _rule(outline: Outline, answer: PageAnswer | None) -> PageRule | None:
    """The rule in an answer; None if it has none or names groups that do not exist."""
    if answer is None or answer.verdict != "list":
        return None
    try:
        return outline.rule(
            GroupChoice(each.group, each.title, each.place) for each in answer.groups
        )
    except ValueError as error:
        _log.warning("page not read by the model", because=str(error))
        return None


def _was_asked(error: PassingError | WaitingError) -> bool:
    """Whether a request was sent in vain; false if a budget or a known trouble prevented it."""
    if isinstance(error, ModelStillInTroubleError):
        return False
    return isinstance(error, PassingError | ModelTroubleError)
