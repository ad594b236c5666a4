"""Former work in another field, which counts little."""

import re
from collections.abc import Collection

from reactor.language.occupations import OCCUPATIONS
from reactor.language.phrasebook import plain, words_of
from reactor.match.keyword.career import NEAR_FIELD
from reactor.match.keyword.career_stages import EDUCATION, spans_in
from reactor.match.keyword.vocabulary import kinship

_ANY_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
# Years before the latest post after which work counts as former.
LONG_AGO = 4
# Maximum number of words of a heading.
HEADING_WORDS = 3


def lines_of_former_work(cv: str, fields: Collection[str], year: int) -> frozenset[str]:
    """The lines of a CV about work of other fields that ended years before the latest post.

    A line without years continues the one above it, unless a short or an empty line separates them.

    Args:
        cv: the CV as text.
        fields: the present fields.
        year: the present year.
    """
    latest = max((year, *(int(each) for each in _ANY_YEAR.findall(cv))))
    ended: dict[str, int] = {}
    last = until = 0
    for line in cv.splitlines():
        told = plain(line)
        spans = tuple(spans_in(told, latest, is_role=True))
        if spans:
            until = max(end for _, end in spans)
            last = max(last, until)
            until = until if _is_of_another_field(line, told, fields) else 0
        elif len(words_of(line)) <= HEADING_WORDS:
            until = 0
        if until:
            ended[line] = until
    return frozenset(line for line, end in ended.items() if end <= last - LONG_AGO)


def _is_of_another_field(line: str, told: str, fields: Collection[str]) -> bool:
    own = {found.entry.field for found in OCCUPATIONS.find(words_of(line))}
    if not own or not fields or EDUCATION.search(told):
        return False
    return not any(kinship(one, other) >= NEAR_FIELD for one in own for other in fields)
