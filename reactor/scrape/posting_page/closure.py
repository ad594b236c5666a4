"""Recognises sentences that say that this job is closed, as opposed to other statements.

The subject of the sentence decides: "Visa sponsorship for this role is not available" is about
sponsorship, "the previous role has been filled" about another role, "this role is closed-loop
control" about its content. So a sentence must match as a whole: the job as its subject, a verb, a
state that means closed, and little else.
"""

import re
from collections.abc import Iterator
from itertools import islice

from reactor.scrape.posting_page.closure_words import (
    BADGES,
    LANGUAGES,
    OTHER_SCRIPTS,
    ClosureExpressions,
)

MAX_NOTICE = 300
"""Maximum characters of a notice; a longer text also says other things."""

_MAX_SENTENCE = 160
_MAX_OTHER = 80
_MAX_SENTENCES = 4
_ENDS = re.compile(r"(?<=[.!?;…])\s+|\s[\u2013\u2014|•·]\s|\s-\s|\n")
_QUIET = re.compile(r"[\"“”„«»()\[\]:*!?.…;]+")
_THIS_JOB = (
    *("this job", "diese Stelle", "cette offre", "esta oferta", "questa offerta", "deze vacature"),
    *("ta oferta", "esta vaga", "denne stilling", "denna tjänst", "tato pozice"),
)
# A sentence has no double spaces, but commas and dashes between some words.
_GAP = r"[\s,\u2013-]{1,3}"
_REOPENED = re.compile(
    r"\bre-?open|\bopen(?:ed)? again\b|\bwieder (?:offen|ausgeschrieben)|\bneu ausgeschrieben"
    r"|\brouverte?\b|\bde nuevo abiert|\bdi nuovo apert|\bopnieuw open|\breabert[oa]|\bigen åben",
    re.IGNORECASE,
)
_OTHERS = re.compile(OTHER_SCRIPTS, re.IGNORECASE | re.VERBOSE)
_BADGE = re.compile(rf"\W*(?:{BADGES})\W*", re.IGNORECASE | re.VERBOSE)
_IN_TITLE = re.compile(
    rf"\W*(?:{BADGES})\s*[\])]?\s*[:\u2013\u2014|-]\s.+"
    rf"|[\[(]\s*(?:{BADGES})\s*[\])].+|.+[\[(]\s*(?:{BADGES})\s*[\])]\W*"
    rf"|.+\s[\u2013\u2014|-]\s(?:{BADGES})\W*",
    re.IGNORECASE | re.VERBOSE,
)


def says_closed(words: str, title: str = "") -> bool:
    """Whether a paragraph is a notice that this job is closed.

    Args:
        words: the paragraph.
        title: the job's title, which may replace "this job".
    """
    if len(words) > MAX_NOTICE or _REOPENED.search(words):
        return False
    if len(words) <= _MAX_OTHER and _OTHERS.search(words):
        return True
    return any(
        notice.fullmatch(sentence)
        for said in _without_title(words, title)
        for sentence in islice(_sentences(said), _MAX_SENTENCES)
        for notice in _NOTICES
    )


def is_badge(words: str) -> bool:
    """Whether the text is only `Closed`, `Expired`, `Besetzt` or the like."""
    return _BADGE.fullmatch(words) is not None


def closes_title(heading: str) -> bool:
    """Whether a title contains such a badge: `[Closed] Welder`, `Welder - position filled`."""
    return len(heading) <= MAX_NOTICE and _IN_TITLE.fullmatch(heading) is not None


def _without_title(words: str, title: str) -> Iterator[str]:
    """Yield `words` with the job's title removed or replaced by "this job"."""
    name = title.strip().casefold()
    if not name or name not in words.casefold():
        yield words
        return
    yield re.sub(re.escape(name), " ", words, flags=re.IGNORECASE)
    if words.casefold().startswith(name):
        yield from (f"{job}{words[len(name) :]}" for job in _THIS_JOB)


def _sentences(words: str) -> Iterator[str]:
    for part in _ENDS.split(words):
        sentence = " ".join(_QUIET.sub(" ", part).split()).strip(" ,\u2013-")
        if sentence and len(sentence) <= _MAX_SENTENCE:
            yield sentence


def _notice(language: ClosureExpressions) -> re.Pattern[str]:
    """Return a pattern for a whole sentence, also with its verb first as in `Leider ist …`."""
    lead = rf"(?:{language.lead}(?:{_GAP}|$))*"
    adverbs = rf"(?:{language.adverb}{_GAP})*"
    tail = rf"(?:{_GAP}{language.tail}){{0,3}}"
    subject = rf"(?:{language.subject})"
    relative = rf"(?:[\s,]{{0,2}}{language.relative})?"
    verb = rf"(?:{language.verb})"
    plain = rf"(?:{subject}{relative}[\s,]{{1,2}})(?:{verb}\s)?{adverbs}{language.state}{tail}"
    inverted = rf"{verb}\s{adverbs}{subject}{relative}[\s,]{{1,2}}{adverbs}{language.state}{tail}"
    whole = "|".join(language.whole).replace("{job}", subject)
    sentence = rf"{lead}(?:{plain}|{inverted}|(?:{whole}){tail})"
    return re.compile(sentence.replace(" ", r"\s"), re.IGNORECASE)


_NOTICES = tuple(map(_notice, LANGUAGES))
