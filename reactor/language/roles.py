"""Distinguishes names of roles from other words."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from reactor.language.case_folding import in_lower_case
from reactor.language.line_cache import remembered
from reactor.language.occupations import NAMES_OF_PEOPLE
from reactor.language.phrasebook import Phrasebook, PhraseMatch, plain, plain_words, words_of
from reactor.language.titles import is_occupation_word, names_occupation

_WORDS = tomllib.loads(
    (resources.files("reactor.language") / "title_words.toml").read_text(encoding="utf-8")
)
_ENDS, _BEGINNINGS = frozenset(_WORDS["ends_of_titles"]), frozenset(_WORDS["beginnings_of_titles"])
_NOT_BEFORE_ENDS = frozenset(_WORDS["not_before_them"])
_NO_NAMES = frozenset(_WORDS["no_names"])
_NOT_ALONE = frozenset(_WORDS["not_alone"])
_WEAK = _ENDS | _BEGINNINGS | _NO_NAMES


def _names() -> Iterator[tuple[str, bool]]:
    """Each name of a role, and whether its ending is open."""
    elsewhere = _ENDS | _BEGINNINGS
    for name in (*NAMES_OF_PEOPLE, *_WORDS["names"]):
        if plain(name) not in elsewhere:
            yield name, name.endswith("*")


_NAMES: Phrasebook[bool] = Phrasebook(_names())
_ENDINGS: Phrasebook[int] = Phrasebook((each, len(each) - 1) for each in _WORDS["endings"])
# Endings that turn a stem with an open ending into a subject: "Psychologie" of "psycholog*".
_SUBJECT = re.compile(
    r"(?:i[ek]|ung(?:en)?|pflege|bau|ing|tion|eria|erei|ogy|my|phy|wesen|ria|ica|logia|kunde|medizin)$"
)
_GENDERS = re.compile(
    r"\([mfwdxhvki](?:[/|*][mfwdxhvki]){1,3}\)|\b[hf]/[hf]\b|\b[mwfd][/|][mwf][/|][dxwmi]\b"
    r"|\(all genders\)|\(gn\)",
    re.IGNORECASE,
)
# The French word for one is a common English one.
_INTERNSHIP = re.compile(r"^\W*stage\s*[-\u2013:(]|[-\u2013|(,]\s*stage\W*$", re.IGNORECASE)
# Scripts without spaces between words.
_ROLE_CJK = re.compile(
    r"エンジニア|プログラマ|デザイナー|マネージャー|ディレクター|コンサルタント|スタッフ|アシスタント|リーダー"
    r"|[^\W\d_]職(?!員|場)|担当|営業|事務|開発者|研究員|契約社員|正社員|アルバイト|インターン|新卒採用"
    r"|工程师|工程師|经理|經理|设计师|設計師|专员|專員|主管|分析师|顾问|实习生|助理|总监"
    r"|엔지니어|매니저|개발자|디자이너|담당자|분석가|인턴|연구원"
)
# A role before one of these words only describes a thing: a "Developer API".
_THINGS = re.compile(
    r"""\b(?!(?:tour|of|de)\ )\w+\ (?:api|benefits?|workbench|templates?|stories|story|interviews?
    |guides?|program(?:me)?s?|communit(?:y|ies)|tours?|network|toolkit|tools?|portal|login|resources|blog
    |days?
    |events?|experiences?|case\ stud(?:y|ies)|handbook|surveys?|academy|newsletter|jobs|careers?
    |opportunities|positions|roles|openings|vacancies|services|platform|products?
    |documentation
    |updates?|downloads?|courses?|apps?|docs|spotlight|profiles?|awards?|directory|relations|prot(?:ection|ocol)s?)$
    |\b(?:manager|planner|scheduler|driver|editor|controller|analyst|designer|agent|recruiter|trader
    |accountant|employee|staff|talent|leader|buyer)\ (?:software|development)$""",
    re.VERBOSE,
)
# A plural alone is a category: "Drivers", "Students & graduates".
_SEVERAL = re.compile(
    r"(?:\w{4,}(?:ers|ors|ists|ians|ants|ents|ates|eurs)|interns|internships|nurses|sales|trades)"
    r"(?: (?:and|&|/|or|und|et|y|e) \w+s)?",
    re.IGNORECASE,
)
_TRADE = re.compile(
    r"\w{2,}(?:er|or|ist|ian|man|woman|person|eur|euse|ière|ista|ador|adora|ero)s?",
    re.IGNORECASE,
)
_NO_TRADE = re.compile(
    r"(?:career|cent|newsletter|custom|ord|comput|pap|wat|pow|fold|off|matt|memb|regist|oth|ov|und"
    r"|numb|lett|furth|calend|summ|wint|answ|weath|better|ev|nev|aft|lat|earl|pillar|flo|col|hon|dinn"
    r"|ger|hu|ro|wo)"
    r"(?:er|or|man)s?",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?<!\s)\s*(?:[,(\[|/:\u2013\u2014]|\s-\s|\b(?:of|for|in|at|to|with|für|de|du|i{1,3}|iv|v|\d+)\b).*"
)
_ONE_WORD_HEAD = re.compile(r"\s*\w+\s*(?:[,|\u2013\u2014]|\s-\s|\bof\b)")
_MIN_BEGINNING = 2
_SHORTEST = 5
_LONGEST = 300
"""Characters; longer lines are texts."""
REMEMBERED = 4_096


@lru_cache(maxsize=REMEMBERED)
def names_role(words: str) -> bool:
    """Whether the words hold a role, such as `Senior Engineer` or `Ingénieure (m/f)`."""
    if len(words) > _LONGEST or plain(words) in _NOT_ALONE:
        return False
    if not words.isascii() and _ROLE_CJK.search(words):
        return True
    return (
        (_holds_role(words) or names_occupation(words))
        and not _THINGS.search(in_lower_case(words))
        and not is_category(words)
    )


def _holds_role(words: str) -> bool:
    parts = words_of(words.replace("_", " "))
    if not parts:
        return False
    lowered = plain_words(parts)
    if any(_is_person(found, lowered) for found in _NAMES.find(parts)):
        return True
    if any(map(_is_form_of_name, lowered)) or lowered[0] in _BEGINNINGS:
        return True
    if _ENDS.intersection(lowered) and _ends_title(words):
        return True
    # Each of these has a bracket or a bar in it.
    gendered = ("(" in words or "/" in words or "|" in words) and _GENDERS.search(words)
    return bool(gendered or _INTERNSHIP.search(words))


def _is_person(found: PhraseMatch[bool], lowered: tuple[str, ...]) -> bool:
    """Whether a name with an open ending is a person's, and not a subject."""
    return not found.entry or _SUBJECT.search(lowered[found.end - 1]) is None


@lru_cache(maxsize=REMEMBERED)
def _is_form_of_name(word: str) -> bool:
    """Whether a plain word is a role or ends in one, in singular, plural or the other gender."""
    if word in _WEAK:
        return False
    if len(word) < _SHORTEST or is_occupation_word(word):
        return is_occupation_word(word)
    return any(
        form not in _NO_NAMES
        and (
            _NAMES.entry_of(form) is False
            or ((ending := _ENDINGS.entry_of(form)) and len(form) >= ending + _MIN_BEGINNING)
        )
        for form in (word, *_forms(word))
    )


def _forms(word: str) -> Iterator[str]:
    """The words of which a plain word may be a form."""
    for ending, others in _ENDINGS_OF_FORMS:
        if word.endswith(ending):
            bare = word[: len(word) - len(ending)]
            yield from (f"{bare}{other}" for other in others)


_ENDINGS_OF_FORMS = (
    ("s", ("",)),
    ("innen", ("",)),
    ("in", ("",)),
    ("e", ("", "o")),
    ("es", ("", "e")),
    ("a", ("", "o", "e")),
    ("as", ("o",)),
    ("i", ("o", "e")),
    ("ka", ("k",)),
    ("en", ("", "e")),
    ("n", ("",)),
)


def _ends_title(words: str) -> bool:
    """Whether a word that is also common outside titles has the position of a role."""
    head = plain_words(words_of(_HEAD.sub("", words, count=1)))
    if not head or head[-1] not in _ENDS:
        return False
    if len(head) == 1:
        return _ONE_WORD_HEAD.match(words) is not None
    return len(head) <= _MAX_WORDS and head[-2] not in _NOT_BEFORE_ENDS


_MAX_WORDS = 6


@remembered
def sounds_like_trade(words: str) -> bool:
    """Whether the words are probably a trade, by their ending: `Kiln Glazer`."""
    last = _HEAD.sub("", words, count=1).rpartition(" ")[2]
    return bool(_TRADE.fullmatch(last)) and not _NO_TRADE.fullmatch(last)


@remembered
def names_several(words: str) -> bool:
    """Whether the words end in a plural of people: `Experienced lawyers`."""
    return _SEVERAL.fullmatch(words.rpartition(" ")[2]) is not None


def is_category(words: str) -> bool:
    """Whether the words name a category of people: `Drivers`."""
    return _SEVERAL.fullmatch(words) is not None
