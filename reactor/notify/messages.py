"""The text of notifications: subjects that fit a phone's screen, details below. Pure.

Titles and errors come from untrusted pages; `short_text` neutralises them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from reactor.advice import advice_for
from reactor.mongo.notifications.notice import NoticeKind
from reactor.notify.match_messages import (
    MAX_SUBJECT,
    digest_lines,
    digest_subject,
    matches_lines,
    matches_subject,
)
from reactor.notify.short_text import Facts, counted, cut, dicts, link, text
from reactor.notify.unread_cv import UNREAD_CV, unread_cv_lines

Urgency = Literal["info", "success", "warning", "failure"]


@dataclass(frozen=True, slots=True)
class Message:
    """A message to send.

    Attributes:
        title: the subject.
        body: plain text.
        urgency: determines the colour in services that have one.
    """

    title: str
    body: str
    urgency: Urgency = "info"


TEST = Message(
    "Scoutly: a test", "Notifications arrive here. Nothing has happened; this is only a test."
)


def message_of(kind: str, facts: Facts) -> Message:
    """The message for a notification's facts.

    Raises:
        KeyError: the kind is unknown.
    """
    return WORDINGS[cast("NoticeKind", kind)](facts)


def _matches(facts: Facts) -> Message:
    lines = [*_for(facts), *matches_lines(facts), *_meanwhile(facts)]
    return _message(matches_subject(facts), lines, "success")


def _digest(facts: Facts) -> Message:
    lines = [*_for(facts), *digest_lines(facts)]
    return _message(digest_subject(facts), lines, "success")


def _failing(facts: Facts) -> Message:
    company = text(facts, "company")
    unrecognised = facts.get("code") == "not_recognised"
    often = "It is visited as before" if unrecognised else "It is tried less and less often"
    lines = [
        f"{company} could not be read {facts.get('failures')} times in a row. The last time:",
        text(facts, "error"),
        link(facts, "page"),
        f"To do: {_advice(facts)}.",
        f"{often}; once its careers_url or selector is edited, at once.",
    ]
    return _message(f"{company} fails", lines, "warning")


def _recovered(facts: Facts) -> Message:
    company = text(facts, "company")
    return _message(f"{company} works again", [f"{company} was read without trouble."], "success")


def _budget(facts: Facts) -> Message:
    lines = [
        f"Today's budget of {text(facts, 'model')} is used up: {text(facts, 'error')}.",
        f"What is left to be judged goes on when it is renewed, at {text(facts, 'until')}.",
    ]
    return _message("Today's model requests are used up", lines, "warning")


def _waiting(facts: Facts) -> Message:
    lines = [
        f"{text(facts, 'error')}.",
        f"To do: {_advice(facts)}.",
        "Jobs wait, and are tried again every hour at the latest.",
    ]
    return _message("Jobs wait for you", lines, "failure")


def _cv(facts: Facts) -> Message:
    return _message(UNREAD_CV, [*_for(facts), *unread_cv_lines(facts)], "warning")


def _answers(facts: Facts) -> Message:
    lines = [f"{text(facts, 'model')} answers again. The jobs that waited for it go on."]
    return _message("The model answers again", lines, "success")


def _ended(facts: Facts) -> Message:
    lines = [
        f"It ended at {text(facts, 'at')} on {text(facts, 'host')}: {text(facts, 'error')}.",
        "It runs again. If this repeats, the log queue-processor.log tells more.",
    ]
    return _message("The reactor had to be started again", lines, "failure")


def _refused(facts: Facts) -> Message:
    lines = [
        f"MongoDB refuses ({text(facts, 'doing')}): {text(facts, 'error')}.",
        f"What to do: {text(facts, 'mend')}.",
        "Until then the reactor waits, and goes on by itself.",
    ]
    return _message(f"The reactor waits: {text(facts, 'state')}", lines, "failure")


def _report(facts: Facts) -> Message:
    """Jobs, matches and spending, followed by failures."""
    failed, matches = facts.get("failed", 0), facts.get("matches", 0)
    title = counted(matches, "match", "matches") + (f", {failed} failed" if failed else "")
    lines = [
        f"{facts.get('completed')} jobs done, {failed} failed, {facts.get('waiting')} waiting.",
        *(
            f"{text(person, 'user')}: {person.get('matches')}, best {person.get('best')}"
            for person in dicts(facts, "people")
        ),
        *(
            f"{text(model, 'model')}: {model.get('requests')} of {model.get('most')} requests"
            for model in dicts(facts, "spent")
        ),
        *_trouble(facts),
    ]
    return _message(f"Daily report: {title}", lines, "warning" if failed else "info")


def _trouble(facts: Facts) -> Iterator[str]:
    failures, problematic = dicts(facts, "failures"), facts.get("problematic")
    if failures or problematic:
        yield "In trouble:"
    for failure in failures:
        yield f"{text(failure, 'company')} failed: {text(failure, 'error')}"
    if problematic:
        yield f"{counted(problematic, 'company is', 'companies are')} problematic."


WORDINGS: Mapping[NoticeKind, Callable[[Facts], Message]] = {
    "matches": _matches,
    "digest": _digest,
    "failing": _failing,
    "recovered": _recovered,
    "budget": _budget,
    "waiting": _waiting,
    "cv": _cv,
    "answers": _answers,
    "ended": _ended,
    "refused": _refused,
    "report": _report,
}


def _message(title: str, lines: Iterable[str], urgency: Urgency) -> Message:
    # Services reject a message without a body.
    body = "\n".join(filter(None, lines)) or title
    return Message(cut(title, MAX_SUBJECT), body, urgency)


def _for(facts: Facts) -> Iterator[str]:
    if facts.get("person"):
        yield f"For {text(facts, 'person')}"


def _meanwhile(facts: Facts) -> Iterator[str]:
    if facts.get("meanwhile"):
        yield "Judged by keywords while the model is in trouble; it judges again when it is back."


def _advice(facts: Facts) -> str:
    """The advice for a failure's code, the same as in `status`."""
    company = text(facts, "label") or text(facts, "company")
    return advice_for(str(facts.get("code", "")), company).do
