"""Degrees and examinations that a posting requires and whose subjects a CV does not mention.

`Studium der Elektrotechnik`, `laurea in ingegneria elettrica`, `vzdělání v oboru ekologie`: a word
for the degree or examination, and its subject after it. A candidate whose CV has no word of the
subject has not studied it.
"""

# ruff: noqa: E501 - words of many languages, one language a line

import re
from collections.abc import Iterator

from reactor.language.phrasebook import plain, plain_words, words_of
from reactor.language.sentences import denies
from reactor.match.keyword.posting_sections import Kind, PostingPassage

_STUDIES = (
    r"(?:degree|bachelor\w{0,6}|master\w{0,6}|mestergrad|kandidat\w{0,6}|[mb]sc|diploma|studium|hochschulstudium|hochschulabschluss|studienabschluss|universitatsabschluss|fachhochschulabschluss|diplom"
    r"|titulacion|licenciatura|grado|laurea|mestrado|wyksztalcenie|studia|dyplom|vzdelan\w{1,12}|kandidatexamen|hogskoleexamen|magisterexamen|kandidatgrad|tutkinto|vegzettseg\w*|studii|facultat\w{1,12})"
)
_IN = r"(?:in|im|of|der|des|im bereich|fachrichtung|en|nel|em|w|w zakresie|w dziedzinie|kierunk\w{1,12}|na kierunku|v oboru|oboru|obor|oborech|v odbore|odboru|smeru|inom|i|indenfor)"
_STUDIED = re.compile(
    rf"\b{_STUDIES}(?: (?!oder|or|ou|nebo)\w+){{0,3}}? {_IN} (?P<subject>[^.;:()]+)"
)
_PRACTISED = re.compile(
    r"\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|ten|ein|zwei|drei|vier|funf|sechs|sieben|acht|zehn|deux|trois|quatre|cinq|six|sept|huit|dix|dos|tres|cuatro|cinco|seis|ocho|diez|due|tre|quattro|cinque|sei|otto|dieci"
    r"|dois|duas|quatro|oito|dez|twee|drie|vijf|zes|acht|tien|dwa|trzy|cztery|piec|szesc|osiem|dziesiec|dva|tri|ctyri|pet|sest|osm|deset|tva|tre|fyra|fem|sex|atta|tio|to|seks|otte|fire|kaksi|kolme|viisi)\+?"
    r"(?: \w+)? (?:years?|jahre?n?|ans|anos|anni|jaar|lata?|let|roky|rok|ars?)(?: (?:of|d|de|di|van|av))?"
    r"(?: (?:\w+ )?(?:experience|experiencia|esperienza|erfahrung|berufserfahrung|praxis|praxe|praxi|prax|ervaring|doswiadczenia|doswiadczenie|erfarenhet|erfaring|experience))?"
    r" (?:in|im|as|als|of|en|em|como|comme|come|nel|nella|nello|nelle|na|w|jako|v|ve|som|inom|dans|bei|indenfor|ca|mint|ervaring met|experience with) (?P<subject>[^.;:()]+)"
)
# Certificates and registrations, followed by their subject.
_QUALIFIED = re.compile(
    r"\b(?:diplome|brevet|certificat|certificates?|certificado|certificato|attestato|patentino|befahigungsnachweis|sachkundenachweis|zertifikat|diploma|certificaat"
    r"|uprawnien\w{1,5}|certyfikat\w{0,3}|dyplom\w{0,3}|opravnen\w{1,4}|osvedcen\w{1,4}|certifikat\w{0,3}|behorighet|sertifikat|getuigschrift)"
    r" (?:(?:in|im|of|as|als|for|fur|zum|zur|de|d|du|des|en|como|di|da|nel|in|voor|van|w zakresie|do|na|v oboru|pro|som|inom|for|til|zvlastni|odborne) )?(?:(?:the|la|le|les|l|el|los|il|der|die|das|den|een|het|o|a|um|uma|un|una|une|ein|eine) )?(?P<subject>[^.,;:()]+)"
)
# Maximum number of words of the subject.
_SUBJECT_WORDS = 4
_SHORT_SUBJECT = 4
_ENOUGH = re.compile(
    r"\b(?:equivalen\w{1,12}|equivalente?s?|vergleichbar\w*|comparable\w*|comparabl\w{1,12}|similar\w*|simil\w{1,12}|ahnlich\w*|verwandt\w*|related|relevant\w*|afin\w*|affin\w{1,12}|gelijkwaardig\w*|vergelijkbar\w*|aanverwant\w*|pokrewn\w{1,12}|podobn\w{1,12}|obdobn\w{1,12}|pribuzn\w{1,12}|motsvarande|likvardig\w*|tilsvarende|lignende"
    r"|any|jed\w{1,12} fach|welcome|ideally|ideal\w*|gern\w*|wunschenswert|vorteil|vyhod\w*|atut\w*|plus|atout|valor\w{1,12}|gradit\w{1,12}|preferr\w{1,12}|desirable|souhait\w{1,12}|meriterande|experience|erfahrung|experien\w{1,12}|praxis|bereitschaft|willing\w*)\b"
)
_OR_ELSE = re.compile(
    r"\b(?:or|oder|ou|o|of|lub|albo|nebo|eller|tai|bzw)\b|\bin (?:progress|corso)\b|\bstudying towards\b"
)
_BEHIND = 40
# Words after which a sentence only says that it is required.
_NO_SUBJECT = re.compile(
    r"(?:is|are|be|must|required|requis\w*|exig\w*|obligat\w*|imprescind\w*|necess\w*|requerid\w*|richiest\w*|erforderlich|voraus\w*|notwendig|zwingend|vereist|verplicht|wymagan\w*|koniecz\w*|nutn\w*|podmink\w*|vyzad\w*|pozad\w*|krav\w*|krev\w*|kraev\w*|est|sont|es|e|sind|ist|wird|jest|je|ar|er|and|und|et|y|en|i|och|og|ainsi|sowie|with|mit|avec|con|com|met|z|s|med|we|you|wir|nous|plus|that|which)$"
)
_PARTED = re.compile(r", ?|/| (?:or|oder|ou|o|of|lub|nebo|alebo|eller|tai|vagy|sau) ")
_AND = re.compile(r" (?:and|und|et|y|e|en|i|a|och|og|as well|sowie|with|mit|avec|con|com|met|z|s) ")
# The first word is a subject at any length; others must have the length of subjects.
_MAX_WORDS = 4
_LEAST, _STEM = 6, 6
_YEARS = re.compile(
    r"\d|\b(?:years?|jahre?|ans|anos|anni|jaar|lata?|let|roky|ar|two|three|five|dos|tres|due|tre|zwei|drei|deux|trois|tri|trzy)\b"
)
# Words next to a subject that are none.
_BESIDES = frozenset(
    plain_words(words_of(
        "years jahre anni años ans anos jaar lata let training science sciences university universität bereich field fields branch subject degree studium abschluss fakultät fakulta fakultě fakulte stavební"
        " diploma diplôme laurea titulo título grado master bachelor state état stato staatlich completed abgeschlossene abgeschlossenes recognised discipline disciplina área area ambito domain domaine oboru obor zakresie erfolgreich relevant professional higher engineering ingenieur ingénieur ingeniero ingegneria ingeniería engenharia"
    ))
)  # fmt: skip


def studies_lacking(passages: tuple[PostingPassage, ...], cv: str) -> str | None:
    """The first line that requires a degree in a subject that a CV does not mention, or None.

    Args:
        passages: the posting's.
        cv: as text, in the posting's language.
    """
    return _lacking(_STUDIED, passages, cv)


def practice_lacking(passages: tuple[PostingPassage, ...], cv: str) -> str | None:
    """The first line that requires years in something that a CV does not mention, or None.

    Args:
        passages: the posting's.
        cv: as text, in the posting's language.
    """
    return _lacking(_PRACTISED, passages, cv)


def qualification_lacking(passages: tuple[PostingPassage, ...], cv: str) -> str | None:
    """The first line that insists on a diploma or a registration that a CV does not mention.

    Args:
        passages: the posting's.
        cv: as text, in the posting's language.
    """
    own: set[str] = set()
    for passage in passages:
        if passage.kind is not Kind.MUST:
            continue
        told = plain(passage.told).replace("'", " ").replace("\u2019", " ")
        for met in _QUALIFIED.finditer(told):
            subject = met["subject"]
            behind = told[met.end("subject") : met.end("subject") + _BEHIND]
            before = told[: met.start()]
            if _ENOUGH.search(subject) or _OR_ELSE.search(f"{subject} {behind}") or denies(before):
                continue
            stems = _stems_of_qualification(subject)
            own = own or {word[:_STEM] for word in plain_words(words_of(cv))}
            if stems and 2 * len(stems & own) < len(stems):
                return passage.line
    return None


def _stems_of_qualification(subject: str) -> set[str]:
    """The stems of a qualification's subject, without the words of every requirement."""
    words = []
    for word in words_of(subject):
        if _NO_SUBJECT.match(word):
            break
        words.append(word)
    named = [word for word in words[:_SUBJECT_WORDS] if len(word) >= _SHORT_SUBJECT]
    return {word[:_STEM] for word in named if word not in _BESIDES}


def _lacking(
    demanded: re.Pattern[str], passages: tuple[PostingPassage, ...], cv: str
) -> str | None:
    own: set[str] = set()
    for passage in passages:
        if passage.kind in (Kind.ASIDE, Kind.WELCOME):
            continue
        for met in demanded.finditer(plain(passage.told)):
            if _ENOUGH.search(met["subject"]):
                continue
            stems = set(_stems_of(_subjects_in(met["subject"])))
            own = own or {word[:_STEM] for word in plain_words(words_of(cv))}
            if stems and stems.isdisjoint(own):
                return passage.line
    return None


def _subjects_in(told: str) -> Iterator[str]:
    """The subjects of a list: `ecology, forestry or agriculture and a driving licence`."""
    for number, part in enumerate(_PARTED.split(told)):
        subject = _AND.split(part, maxsplit=1)[0]
        if number and (len(subject.split()) > _MAX_WORDS or _YEARS.search(subject)):
            return
        yield subject
        if subject != part:
            return


def _stems_of(subjects: Iterator[str]) -> Iterator[str]:
    """The stems of the subjects' words; none if the first has no distinctive word."""
    for subject in subjects:
        telling = [word for word in subject.split() if len(word) >= _LEAST and word not in _BESIDES]
        if not telling:
            return
        yield from (word[:_STEM] for word in telling)
