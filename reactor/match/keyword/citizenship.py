"""Detects postings for a country's citizens only, for whom a work permit does not suffice."""

# ruff: noqa: E501 - words of many languages, one language a line

import re

from reactor.documents import CandidateInfo
from reactor.language.places import countries_in, countries_of_code
from reactor.language.sentences import sentences_of
from reactor.match.keyword.places import is_citizen

_CITIZEN = re.compile(
    r"\bcitizen(?:s|ship)?\b|\bstaatsangehörig\w*|\bstaatsbürger\w*|\bnationalité\b|\bciudadan[íi]a\b|\bnacionalidad\b"
    r"|\bcittadinanza\b|\bcidadania\b|\bnacionalidade\b|\bnationaliteit\b|\bstaatsburger\w*|\bobywatelstw\w*"
    r"|\bobčanstv\w*|\bmedborgarskap\w*|\bstatsborgerskap\w*|\bstatsborger\w*|\bkansalaisuu\w*",
    re.IGNORECASE,
)
_REQUIRED = re.compile(
    r"\brequir\w+|\bmust\b|\bonly\b|\bneed(?:ed)?\b|\bmandatory\b|\bvoraus\w*|\berforderlich\w*|\bzwingend\w*|\bnötig\w*|\bmüssen\b"
    r"|\bexigée?s?\b|\brequise?s?\b|\bobligatoire\b|\bimprescindible\b|\brequerid\w*|\bexigid\w*|\bnecesari\w*|\bnecessari\w*|\brichiest\w*|\bobbligatori\w*"
    r"|\bobrigatóri\w*|\bvereist\w*|\bverplicht\w*|\bwymagan\w*|\bkonieczn\w*|\bpodmínk\w*|\bnutn\w*|\bvyžaduj\w*|\bkrävs\b|\bkrav\b|\bkreves\b|\bkræves\b|\bmåste\b",
    re.IGNORECASE,
)
# Alternatives to citizenship, or an invitation to everybody.
_OR_ELSE = re.compile(
    r"\bor (?:a )?(?:permanent|green|legal|lawful|indefinite|valid|right)|\bpermanent resident|\bgreen ?card|\bwork permit|\bright to work|\bsettled status"
    r"|\bEU\b|\bEEA\b|\bEWR\b|\bUE\b|\bEØS\b|\beurop\w+|\bregardless\b|\birrespective\b|\bwithout regard\b|\bdiscriminat\w*|\bunabhängig\b|\bungeachtet\b|\bsans distinction\b|\bindependientemente\b|\bindipendentemente\b|\bonafhankelijk\b|\bongeacht\b|\boavsett\b|\bniezależnie\b|\bbez ohledu\b"
    r"|\bequal\b|\bcorporate citizen|\bnot (?:required|needed|necessary)\b|\bsenior citizens?\b",
    re.IGNORECASE,
)


def wants_citizens(text: str) -> bool:
    """Whether a posting's text requires the citizenship of the country of work."""
    return _CITIZEN.search(text) is not None and any(
        _CITIZEN.search(each) and _REQUIRED.search(each) and not _OR_ELSE.search(each)
        for each in sentences_of(text)
    )


def is_own_citizen(info: CandidateInfo, countries: frozenset[str]) -> bool | None:
    """Whether a candidate is a citizen of one of these countries; None if not stated."""
    said = None
    for permit in info.work_authorization:
        code = str(permit.get("regionCode") or "").upper()
        own = countries_of_code(code) or countries_in(f"{code}, {permit.get('region') or ''}")
        if countries & own:
            said = bool(said) or is_citizen(permit)
    return said
