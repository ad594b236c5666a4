"""The words of notifications: subjects that fit a phone's screen, the rest below. Pure.

Titles and errors come from strangers' pages: they are cut, and made to steer nothing (`defuse`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reactor.advice import advice_for
from reactor.notify.defuse import harmless, harmless_link

Urgency = Literal["info", "success", "warning", "failure"]
Facts = Mapping[str, Any]

MOST_MATCHES = 10
"""Of one company in one message; the others are counted."""
_LONGEST_SUBJECT = 70
_LONGEST_LINE = 200
_LONGEST_LINK = 2_000
_LONGEST_SCANNED = 2_000


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent.

    Attributes:
        title: the subject.
        body: plain text.
        urgency: how services colour it.
    """

    title: str
    body: str
    urgency: Urgency = "info"


TEST = Message(
    "Scoutly: a test", "Notifications arrive here. Nothing has happened; this is only a test."
)


def message_of(kind: str, facts: Facts) -> Message:
    """The message that tells of `facts`.

    Raises:
        KeyError: nobody knows this kind.
    """
    return _WORDINGS[kind](facts)


def _matches(facts: Facts) -> Message:
    matches, company = _dicts(facts, "matches"), _text(facts, "company")
    best = matches[0] if matches else {}
    if len(matches) == 1:
        title = f"{_score(best)} {_text(best, 'title')}, {company}"
    else:
        title = f"{len(matches)} new matches at {company}, best {_score(best)}"
    lines = [*_for(facts), *_listed(matches), *_meanwhile(facts)]
    return _message(title, lines, "success")


def _digest(facts: Facts) -> Message:
    companies = _dicts(facts, "companies")
    found = sum(len(_dicts(company, "matches")) for company in companies)
    title = f"{_count(found, 'new match', 'new matches')} today"
    lines = [*_for(facts)]
    for company in companies:
        lines += [f"{_text(company, 'company')}:", *_listed(_dicts(company, "matches"))]
    return _message(title, lines, "success")


def _failing(facts: Facts) -> Message:
    company = _text(facts, "company")
    unrecognised = facts.get("code") == "not_recognised"
    often = "It is visited as before" if unrecognised else "It is tried less and less often"
    lines = [
        f"{company} could not be read {facts.get('failures')} times in a row. The last time:",
        _text(facts, "error"),
        _link(facts, "page"),
        f"To do: {_advice(facts)}.",
        f"{often}; once its careers_url or selector is edited, at once.",
    ]
    return _message(f"{company} fails", lines, "warning")


def _recovered(facts: Facts) -> Message:
    company = _text(facts, "company")
    return _message(f"{company} works again", [f"{company} was read without trouble."], "success")


def _budget(facts: Facts) -> Message:
    lines = [
        f"Today's budget of {_text(facts, 'model')} is used up: {_text(facts, 'error')}.",
        "What is left to be judged goes on when it is renewed, at midnight Pacific time.",
    ]
    return _message("Today's Gemini budget is used up", lines, "warning")


def _waiting(facts: Facts) -> Message:
    lines = [
        f"{_text(facts, 'error')}.",
        f"To do: {_advice(facts)}.",
        "Jobs wait, and are tried again every hour at the latest.",
    ]
    return _message("Jobs wait for you", lines, "failure")


def _answers(facts: Facts) -> Message:
    lines = [f"{_text(facts, 'model')} answers again. The jobs that waited for it go on."]
    return _message("The model answers again", lines, "success")


def _ended(facts: Facts) -> Message:
    lines = [
        f"It ended at {_text(facts, 'at')} on {_text(facts, 'host')}: {_text(facts, 'error')}.",
        "It runs again. If this repeats, the log queue-processor.log tells more.",
    ]
    return _message("The reactor had to be started again", lines, "failure")


def _refused(facts: Facts) -> Message:
    lines = [
        f"MongoDB refuses ({_text(facts, 'doing')}): {_text(facts, 'error')}.",
        f"What to do: {_text(facts, 'mend')}.",
        "Until then the reactor waits, and goes on by itself.",
    ]
    return _message(f"The reactor waits: {_text(facts, 'state')}", lines, "failure")


def _report(facts: Facts) -> Message:
    failed, matches = facts.get("failed", 0), facts.get("matches", 0)
    title = _count(matches, "match", "matches") + (f", {failed} failed" if failed else "")
    lines = [
        f"{facts.get('completed')} jobs done, {failed} failed, {facts.get('waiting')} waiting.",
        *(
            f"{_text(person, 'user')}: {person.get('matches')}, best {person.get('best')}"
            for person in _dicts(facts, "people")
        ),
        *(
            f"{_text(failure, 'company')} failed: {_text(failure, 'error')}"
            for failure in _dicts(facts, "failures")
        ),
        f"{_count(facts.get('problematic', 0), 'company is', 'companies are')} problematic."
        if facts.get("problematic")
        else "",
        *(
            f"{_text(model, 'model')}: {model.get('requests')} of {model.get('most')} requests"
            for model in _dicts(facts, "spent")
        ),
    ]
    return _message(f"Daily report: {title}", lines, "warning" if failed else "info")


_WORDINGS: Mapping[str, Callable[[Facts], Message]] = {
    "matches": _matches,
    "digest": _digest,
    "failing": _failing,
    "recovered": _recovered,
    "budget": _budget,
    "waiting": _waiting,
    "answers": _answers,
    "ended": _ended,
    "refused": _refused,
    "report": _report,
}


def _message(title: str, lines: Iterable[str], urgency: Urgency) -> Message:
    # Services refuse a message without a body.
    body = "\n".join(filter(None, lines)) or title
    return Message(_cut(title, _LONGEST_SUBJECT), body, urgency)


def _for(facts: Facts) -> Iterator[str]:
    if facts.get("person"):
        yield f"For {_text(facts, 'person')}"


def _meanwhile(facts: Facts) -> Iterator[str]:
    if facts.get("meanwhile"):
        yield "Judged by keywords while the model is in trouble; it judges again when it is back."


def _listed(matches: Sequence[Facts]) -> Iterator[str]:
    """Each match in three lines: what, why, where."""
    for match in matches[:MOST_MATCHES]:
        place = f", {_text(match, 'location')}" if match.get("location") else ""
        yield f"{_score(match)} {_text(match, 'title')}{place}"
        yield _text(match, "reason")
        yield _link(match, "url")
    if len(matches) > MOST_MATCHES:
        yield f"and {len(matches) - MOST_MATCHES} more"


def _advice(facts: Facts) -> str:
    """What to do about the code of a failure, as `status` says it."""
    company = _text(facts, "label") or _text(facts, "company")
    return advice_for(str(facts.get("code", "")), company).do


def _score(match: Facts) -> str:
    return _text({"score": "?", **match}, "score")


def _count(number: Any, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _dicts(facts: Facts, name: str) -> Sequence[Facts]:
    found = facts.get(name)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _text(facts: Facts, name: str) -> str:
    """One line that calls nobody and stays short."""
    return _cut(harmless(str(facts.get(name, ""))[:_LONGEST_SCANNED]), _LONGEST_LINE).rstrip(".")


def _link(facts: Facts, name: str) -> str:
    """An address, whole or not at all."""
    address = str(facts.get(name) or "")
    return harmless_link(address) if len(address) <= _LONGEST_LINK else ""


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}\u2026"
