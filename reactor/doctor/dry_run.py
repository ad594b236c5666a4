"""A trial visit to a company, step by step, with reasons. Nothing is saved."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic

from reactor.advice import ADVICE, GENERAL
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.learned_rules import learned_rule_findings
from reactor.doctor.phrases import sentence
from reactor.documents import Company
from reactor.error_codes import Code
from reactor.errors import LastingError, PassingError, ReactorError
from reactor.learned_rules import learned_of
from reactor.match import Match, candidate_of
from reactor.mongo.followers import Follower, Followers
from reactor.pipeline.learned_rules import ListLessons
from reactor.pipeline.seen_postings import SeenPostings
from reactor.pipeline.toolset import Toolset
from reactor.posting import Posting, Salary
from reactor.scrape.learned_state import LearnedState
from reactor.scrape.listing import GroupExplained, Listing

_SHOWN = 15
_SOURCES = {"page": "the page", "state": "data in the page", "json-ld": "JSON-LD in the page"}
_EXPLAINED = 6
_LOOK_YOURSELF = "Open the careers_url in a browser, and put what works there into the company."


class DryRun:
    """Visits a company as a job would.

    Args:
        instruments: scraper, matcher and worker.
        followers: source of followers.
        seen: finds known postings.
        min_score: minimum score for saving.
        verbose: whether the scores of each group of records are shown.
    """

    def __init__(
        self,
        instruments: Toolset,
        followers: Followers,
        seen: SeenPostings,
        *,
        min_score: int,
        verbose: bool = False,
    ) -> None:
        self._verbose = verbose
        self._scraper = instruments.scraper
        self._matcher = instruments.matcher
        self._can_ask = instruments.page_reader is not None
        self._curricula = instruments.curricula
        self._followers = followers
        self._seen = seen
        self._min_score = min_score

    async def visit(self, company: Company) -> AsyncIterator[Finding]:
        """Yield the findings of each step as they come; ends at the first step that fails."""
        followers = await self._followers.of(company.id)
        yield _about(company, followers)
        if not company.careers_url:
            mend = _mend("no_careers_url")
            yield Finding("page", Severity.WRONG, "it has no careers_url", mend=mend)
            return
        # No model is asked, because its answer would not be stored here.
        known = ListLessons(company, None, datetime.now(UTC)).known
        page = (company.careers_url, company.selector)
        try:
            listing = await self._scraper.list_postings(*page, known)
        except ReactorError as error:
            yield Finding("list", Severity.WRONG, str(error), mend=_mend(error.code))
            return
        yield _listed(listing)
        for note in listing.notes:
            yield Finding("list", Severity.REMARK, note)
        if lesson := learned_rule_findings(learned_of(company), listing, can_ask=self._can_ask):
            yield lesson
        if not listing.exact:
            yield await self._explain(company, known)
        listed = [posting.url for posting in listing.postings]
        seen = await self._seen.among(listed, company.id, followers)
        for follower in followers:
            yield _new(follower, listed, seen[follower.user.id])
        if not listing.postings:
            return
        async for finding in self._read_and_match(company, followers, listing.postings[0]):
            yield finding

    async def _explain(self, company: Company, known: LearnedState) -> Finding:
        """Why groups of records were taken or left, as a guide for choosing a selector."""
        try:
            page = (company.careers_url, company.selector)
            groups = await self._scraper.explain_groups(*page, known)
        except ReactorError as error:
            return Finding("groups", Severity.REMARK, str(error))
        taken = [group for group in groups if group.chosen]
        left = [group for group in groups if not group.chosen and group.evidence]
        said = f"{len(taken)} of {len(groups)} groups of lines read as postings"
        shown = [*taken[:_EXPLAINED], *left[:_EXPLAINED]]
        details = [line for group in shown for line in _why(group, verbose=self._verbose)]
        return Finding("groups", Severity.FINE, said, tuple(details))

    async def _read_and_match(
        self, company: Company, followers: list[Follower], posting: Posting
    ) -> AsyncIterator[Finding]:
        started = monotonic()
        try:
            read = await self._scraper.read(posting)
        except ReactorError as error:
            yield Finding("read", Severity.WRONG, f"{posting.title}: {error}", (posting.url,))
            return
        yield _read(read, seconds=monotonic() - started)
        for follower in followers:
            yield await self._match(company, follower, read)

    async def _match(self, company: Company, follower: Follower, posting: Posting) -> Finding:
        cv, unread = "", ""
        try:
            cv = await self._curricula.text_of(follower.user)
        except (LastingError, PassingError) as error:
            unread = f"their CV is not read, only candidateInfo counts: {error} ({error.code})"
        found = await self._judged(company, follower, posting, cv)
        if unread:
            return replace(found, outcome=Severity.REMARK, details=(unread, *found.details))
        return found

    async def _judged(
        self, company: Company, follower: Follower, posting: Posting, cv: str
    ) -> Finding:
        user = follower.user_id
        try:
            candidate = candidate_of(user, follower.user, cv)
            if candidate is None:
                mend = "Give them a cvText, a cvUrl or candidateInfo."
                said = f"{user} has neither a CV nor candidateInfo: skipped"
                return Finding("match", Severity.REMARK, said, mend=mend)
            if not await self._matcher.screen(candidate, company, [posting]):
                said = f"{user}: ruled out by its title alone"
                return Finding("match", Severity.FINE, said)
            async for _, match in self._matcher.analyse(candidate, company, [posting]):
                if match is not None:
                    return self._matched(user, match)
        except ReactorError as error:
            return Finding("match", Severity.WRONG, f"{user}: {error}", mend=_mend(error.code))
        return Finding(
            "match", Severity.WRONG, f"{user}: {self._matcher.name} gave no usable answer"
        )

    def _matched(self, user: str, match: Match) -> Finding:
        saved = match.suitability_score >= self._min_score
        verdict = "would be saved" if saved else f"less than {self._min_score}: would not be saved"
        said = f"{user}: score {match.suitability_score}, {verdict} ({self._matcher.name})"
        return Finding(
            "match",
            Severity.FINE,
            said,
            (
                *(f"for it: {reason}" for reason in match.good_fit_reasons),
                *(f"against it: {point}" for point in match.consideration_points),
            ),
        )


def _about(company: Company, followers: list[Follower]) -> Finding:
    people = ", ".join(follower.user_id for follower in followers) or "nobody known"
    details = (
        f"careers_url  {company.careers_url or '(none)'}",
        f"selector     {company.selector or '(none: the whole page is read)'}",
    )
    outcome = Severity.REMARK if company.is_problematic or not followers else Severity.FINE
    trouble = "; its last visits failed" if company.is_problematic else ""
    known = company.name or company.slug
    said = f"{known or 'not in the database'}, tracked by {people}{trouble}"
    return Finding("company", outcome, said, details)


def _listed(listing: Listing) -> Finding:
    """The finding for a list; an empty list may be right, but is worth checking."""
    found = len(listing.postings)
    shown = [_line(number, each) for number, each in enumerate(listing.postings[:_SHOWN], 1)]
    rest = [f"… and {found - _SHOWN} more"] if found > _SHOWN else []
    return Finding(
        "list",
        Severity.FINE if found else Severity.REMARK,
        f"{found} postings, from {_SOURCES.get(listing.source, listing.source)}",
        (*listing.trail, *shown, *rest),
        "" if found else "If the page does show postings, give their board's address instead.",
    )


def _line(number: int, posting: Posting) -> str:
    facts = " · ".join(filter(None, [posting.title, posting.location, posting.employment_type]))
    return f"{number:2}. {facts}  {posting.url}"


def _why(group: GroupExplained, *, verbose: bool) -> tuple[str, ...]:
    """The verdict on a group; with `verbose`, its scores too."""
    titles = "; ".join(group.titles)
    more = f" and {group.number - len(group.titles)} more" * (group.number > len(group.titles))
    under = f", under {group.heading!r}" * bool(group.heading)
    fields = ", ".join(f"{name} {value}" for name, value in group.fields.items())
    return (
        f"{group.verdict}: {titles}{more}{under}",
        *([f"       first: {fields}"] if fields else []),
        *([f"       {group.score:g} points: {'; '.join(group.evidence)}"] if verbose else []),
    )


def _new(follower: Follower, listed: Sequence[str], seen: frozenset[str]) -> Finding:
    new = sum(url not in seen for url in listed)
    said = f"{follower.user_id}: {new} of {len(listed)} are new to them"
    return Finding("new", Severity.FINE, said)


def _read(posting: Posting, *, seconds: float) -> Finding:
    facts = {
        "location": posting.location,
        "remote": {True: "yes", False: "no", None: ""}[posting.remote],
        "employment": posting.employment_type,
        "pay": _pay(posting.salary),
        "posted": posting.posted_at,
    }
    return Finding(
        "read",
        Severity.FINE,
        f"{posting.title}: {len(posting.text)} characters in {seconds:.1f} s",
        (
            posting.url,
            *_named(facts.items()),
            *(f"| {line[:100]}" for line in posting.text.split("\n")[:5]),
        ),
    )


def _named(facts: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{name:11}{value}" for name, value in facts if value]


def _pay(salary: Salary | None) -> str:
    if salary is None:
        return ""
    amounts = dict.fromkeys(f"{each:,.0f}" for each in (salary.min, salary.max) if each)
    per = f"a {salary.period}" if salary.period else ""
    return " ".join(filter(None, [" to ".join(amounts), salary.currency, per]))


def _mend(code: Code) -> str:
    advice = ADVICE[code]
    # The general advice is this very command, so other advice replaces it.
    return _LOOK_YOURSELF if advice.do == GENERAL else sentence(advice.do)
