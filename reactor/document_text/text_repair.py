"""Repairs text from page layouts: words split at line ends, and spaced-out letters.

It is pure, and linear in the length of the text.
"""

import re

_SOFT = "\u00ad"
_HYPHENS = "-\u2010\u2011" + _SOFT
_ENDS = frozenset(_HYPHENS)
_MAX_LINE = 1_000
_LEAST = 2
"""Minimum letters on each side of a split."""

_FIRST = """
self well full front back part non multi cross high low long short on off in end semi anti post ex
vice e all half hands day to face state up cutting business client customer data team decision world
problem year award open large small mid real follow know
"""
_SECOND = """
employed based driven facing winning oriented orientiert focused related level end stack side party
friendly free led wide scale term time speaking date depth house site line up on off in out to the
of and hand native first ready critical making solving class person month week day hour year paced
minded known founded taught starter motivated edge through building functional disciplinary skilled
trained certified aware sized old round art run
"""
_FIRST_PARTS, _SECOND_PARTS = frozenset(_FIRST.split()), frozenset(_SECOND.split())
"""Parts of hyphenated words; between them the hyphen is kept."""

_LINKS = "und oder bzw sowie and or et ou y o e i en of och eller og ja oraz lub a as to als wie"
_LINKING = frozenset(_LINKS.split())
"""Words after a part whose other half comes later: `Java- und Python-Entwicklung`."""

_MAX_WORD = 61
_LAST_WORD = re.compile(r"[^\s,;:()/]{1,60}\Z")
_FIRST_WORD = re.compile(r"\s{0,40}([^\W_]{1,40})")
_WITH_HYPHENS = re.compile(r"[^\W\d_]{2,40}-[^\W\d_]{2,40}")

_APART = re.compile(r"(?<!\S)\w(?: \w){3,60}(?!\S)")
_YEAR_APART = re.compile(r"(?<!\S)([12]) ([09]) (\d) (\d)(?!\S)")
_WORD_GAP = re.compile(r" {2,}|\t")
_FEW = 4


def repaired(text: str) -> str:
    """Return the text with words joined that a page split or spread out."""
    if _SOFT in text or any(hyphen in text for hyphen in _HYPHENS):
        text = _uncut(text)
    return "\n".join(map(_closed_up, text.split("\n")))


def _uncut(text: str) -> str:
    """Join lines that end within a word with the next line."""
    hyphened = frozenset(word.lower() for word in _WITH_HYPHENS.findall(text))
    whole, cut = list[str](), ""
    for line in text.split("\n"):
        joined = _join(cut, line, hyphened) if cut else line
        if joined is None:
            whole.append(cut)
            joined = line
        stripped = joined.rstrip()
        ends_cut = stripped[-1:] in _ENDS and stripped[-_LEAST:-1].isalnum()
        if ends_cut and len(stripped) < _MAX_LINE:
            cut = stripped
        else:
            whole.append(joined)
            cut = ""
    if cut:
        whole.append(cut)
    return "\n".join(whole).replace(_SOFT, "")


def _join(cut: str, line: str, hyphened: frozenset[str]) -> str | None:
    """Join two lines, with or without a hyphen; return None if they do not belong together."""
    before, after = _LAST_WORD.search(cut[-_MAX_WORD:]), _FIRST_WORD.match(line)
    if before is None or after is None:
        return None
    rest, first = line[after.start(1) :], after[1]
    if cut[-1] == _SOFT:
        return cut[:-1] + rest
    word = before[0][:-1]
    if first.lower() in _LINKING and not first[0].isupper():
        return f"{cut} {rest}"
    if word[-1].isdigit() or not first[0].islower():
        return cut + rest if first[0].isalnum() else None
    last = word.rpartition("-")[2].lower()
    stays = (
        "-" in word
        or word[-1].isupper()
        or last in _FIRST_PARTS
        or first.lower() in _SECOND_PARTS
        or f"{last}-{first.lower()}" in hyphened
    )
    if stays:
        return cut + rest
    return cut[:-1] + rest if len(last) >= _LEAST and len(first) >= _LEAST else None


def _closed_up(line: str) -> str:
    """Return a line without spaces between single letters: `P R O F I L E`, `J a v a`."""
    tokens = line.split()
    if len(tokens) < _FEW:
        return line
    single = sum(len(token) == 1 and token.isalnum() for token in tokens)
    if single < _FEW:
        return line
    if all(len(token) == 1 for token in tokens) and not _is_a_list(tokens):
        return " ".join("".join(word.split()) for word in _WORD_GAP.split(line.strip()))
    return _YEAR_APART.sub(r"\1\2\3\4", _APART.sub(_closed, line))


def _closed(run: re.Match[str]) -> str:
    letters = run[0].split()
    return run[0] if _is_a_list(letters) else "".join(letters)


def _is_a_list(letters: list[str]) -> bool:
    """Whether letters are meant individually, as driving licence classes: `A B C D`."""
    singles = [each for each in letters if len(each) == 1]
    digits = sum(map(str.isdigit, singles))
    return singles == sorted(set(singles)) or 2 * digits > len(singles)
