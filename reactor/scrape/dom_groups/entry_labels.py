"""Labels of entries in a feed: vacancy or news."""

# ruff: noqa: E501 - words of many languages, one language a line

import re
from collections.abc import Sequence
from enum import Enum

from reactor.language.line_cache import remembered

_POSTING = re.compile(
    r"(?:jobs?|vacanc(?:y|ies)|careers?|openings?|stelle(?:n(?:angebote?|anzeigen?|ausschreibung(?:en)?)?)?|karriere"
    r"|offres?(?:\ d['\u2019]emploi)?|recrutement|emplois?|empleos?|ofertas?(?:\ de\ (?:empleo|trabajo|emprego))?|vagas?|lavoro"
    r"|lavora\ con\ noi|offert[ae]\ di\ lavoro|vacatures?|praca|oferta\ pracy|oferty\ pracy|pr[áa]ce|kari[ée]ra|lediga?\ (?:jobb|tj[äa]nst)"
    r"|jobb|ledig\ stilling)",
    re.IGNORECASE | re.VERBOSE,
)
_NEWS = re.compile(
    r"(?:news|blog|press(?:e|emitteilung)?|articles?|stor(?:y|ies)|events?|updates?|insights?|aktuelles|neuigkeiten|nachrichten"
    r"|veranstaltung(?:en)?|actualit[ée]s?|[ée]v[ée]nements?|noticias?|eventos?|actualidad|novedades|not[íi]cias?|notizie|eventi|comunicati?"
    r"|nieuws|agenda|verhalen?|aktualno[śs]ci|wydarzenia|aktuality|novinky|akce|nyheter|nyheder|evenemang|projekte?|referenzen?)",
    re.IGNORECASE,
)
_MOST = 10


class Label(Enum):
    """The kind of entry that a label states."""

    POSTING = "posting"
    NEWS = "news"
    NONE = "nothing"


def label_of(facts: Sequence[str]) -> Label:
    """Return the first kind that one of a record's short lines states."""
    labels = map(_label, facts[:_MOST])
    return next((label for label in labels if label is not Label.NONE), Label.NONE)


@remembered
def _label(fact: str) -> Label:
    bare = fact.strip(" #:·-")
    if _POSTING.fullmatch(bare):
        return Label.POSTING
    return Label.NEWS if _NEWS.fullmatch(bare) else Label.NONE
