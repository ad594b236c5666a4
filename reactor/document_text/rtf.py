"""The text of a rich text file (`.rtf`).

No library is used: the available ones keep deleted text, run table cells together, support neither
Mac Roman nor characters beyond 16 bits, and have no limits.

Facts: Rich Text Format Specification 1.9.1, "Unicode RTF", "Font Table", "Destinations".
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace

_MAX_TOKENS = 500_000
_DEEPEST = 1_000
"""Maximum nesting of groups; deeper groups are not read."""

_TOKEN = re.compile(
    rb"(?P<hex>(?:\\'[0-9a-fA-F]{2})+)"
    rb"|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\(?P<symbol>.)|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)

_SKIPPED = frozenset(
    (
        *(b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"fldinst"),
        *(b"footer", b"footerl", b"footerr", b"footerf", b"annotation", b"nonshppict"),
        *(b"listtable", b"listoverridetable", b"revtbl", b"rsidtbl", b"themedata", b"datastore"),
        *(b"filetbl", b"xmlnstbl", b"bkmkstart", b"bkmkend", b"sp", b"upr"),
    )
)
"""Destinations without text, in addition to those marked with a star."""
_TEXT_WITHIN = frozenset((b"shptxt", b"ud", b"result"))
"""Destinations with text inside skipped ones."""

_BREAKS = (b"par", b"line", b"sect", b"page", b"column", b"row", b"nestrow")
_BLANKS = (b"tab", b"cell", b"nestcell", b"emspace", b"enspace", b"qmspace")
_SIGNS = {
    **dict.fromkeys(_BREAKS, "\n"),
    **dict.fromkeys(_BLANKS, " "),
    b"bullet": "\u2022",
    b"emdash": "\u2014",
    b"endash": "\u2013",
    b"lquote": "\u2018",
    b"rquote": "\u2019",
    b"ldblquote": "\u201c",
    b"rdblquote": "\u201d",
}
_SYMBOLS = {b"~": " ", b"_": "-", b"\n": "\n", b"\r": "\n", b"\\": "\\", b"{": "{", b"}": "}"}

_SYMBOL_FONT = 2
_CHARSETS = {
    **dict(enumerate(("cp932", "cp949"), 128)),
    **dict(enumerate(("cp1253", "cp1254", "cp1258"), 161)),
    77: "mac-roman",
    134: "gb18030",
    136: "big5hkscs",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""Charsets by their numbers in the font table."""
_WHOLE_FILE = {b"ansi": "cp1252", b"mac": "mac-roman", b"pc": "cp437", b"pca": "cp850"}
_CODE_PAGES = {10000: "mac-roman", 65001: "utf-8", 936: "gb18030", 950: "big5hkscs"}
_KNOWN_PAGES = frozenset((437, 850, 852, 866, 874, 932, 949, *range(1250, 1259)))


def text_of_rtf(body: bytes, longest: int) -> str:
    """Return the text of a file, up to about `longest` characters, one paragraph per line."""
    text = _Reader(body, longest).read()
    # Characters beyond 16 bits are written as surrogate pairs.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFKC", whole)[:longest]


@dataclass(frozen=True, slots=True)
class _Group:
    """The state that holds until the group ends.

    Attributes:
        skipped: whether it is not text.
        hidden: whether it is deleted or hidden text.
        fonts: whether it is the font table.
        font: the number of the current font; None for the file's default.
        replaced: the number of fallback characters after a character given by its number.
        starred: whether it is skipped unless its first word is known to hold text.
    """

    skipped: bool = False
    hidden: bool = False
    fonts: bool = False
    font: int | None = None
    replaced: int = 1
    starred: bool = False


@dataclass(slots=True)
class _Reader:
    body: bytes
    longest: int
    _charset: str = "cp1252"
    _fonts: dict[int, int] = field(default_factory=dict)
    _group: _Group = field(default_factory=_Group)
    _outer: list[_Group] = field(default_factory=list)
    _too_deep: int = 0
    _bytes: bytearray = field(default_factory=bytearray)
    _texts: list[str] = field(default_factory=list)
    _length: int = 0
    _passed_over: int = 0

    def read(self) -> str:
        at = 0
        for _ in range(_MAX_TOKENS):
            token = _TOKEN.match(self.body, at)
            if token is None or self._length >= self.longest:
                break
            at = token.end() + self._take(token)
        self._flush()
        return "".join(self._texts)

    def _take(self, token: re.Match[bytes]) -> int:
        """Read a token; return the number of bytes after it that are binary data."""
        kind = token.lastgroup
        if kind == "number":
            kind = "word"
        match kind:
            case "brace":
                self._open() if token[0] == b"{" else self._close()
            case "hex":
                self._write(bytes.fromhex(token[0].replace(b"\\'", b"").decode()))
            case "text":
                self._write(token[0])
            case "symbol":
                self._symbol(token["symbol"])
            case "word":
                return self._word(token["word"], token["number"])
        return 0

    def _open(self) -> None:
        self._passed_over = 0
        if len(self._outer) >= _DEEPEST:
            self._too_deep += 1
            return
        self._outer.append(self._group)
        self._group = replace(self._group, starred=False)

    def _close(self) -> None:
        self._passed_over = 0
        if self._too_deep:
            self._too_deep -= 1
        elif self._outer:
            self._flush()
            self._group = self._outer.pop()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._group = replace(self._group, starred=True)
        elif self._passed_over:
            self._passed_over -= 1
        elif sign := _SYMBOLS.get(symbol):
            self._say(sign)

    def _word(self, word: bytes, number: bytes | None) -> int:
        value = int(number) if number else None
        if word == b"bin":
            return max(value or 0, 0)
        if word == b"u" and value is not None:
            self._say(chr(value % 0x10000))
            self._passed_over = self._group.replaced
        elif sign := _SIGNS.get(word):
            self._passed_over = 0
            self._say(sign)
        else:
            self._passed_over = 0
            self._change(word, value)
        return 0

    def _change(self, word: bytes, value: int | None) -> None:
        """Apply a control word that holds until its group ends."""
        group = self._group
        if word in _TEXT_WITHIN:
            self._group = replace(group, skipped=False, starred=False)
        elif word in _SKIPPED or group.starred:
            fonts = word == b"fonttbl"
            self._group = replace(group, skipped=True, fonts=fonts, starred=False)
        elif word in {b"deleted", b"v"}:
            self._group = replace(group, hidden=value != 0)
        elif word == b"uc":
            self._group = replace(group, replaced=min(max(value or 0, 0), 9))
        elif word in {b"f", b"plain"}:
            self._flush()
            self._group = replace(group, font=value if word == b"f" else None)
            if word == b"plain":
                self._group = replace(self._group, hidden=False)
        elif word == b"fcharset" and group.fonts and group.font is not None:
            self._fonts[group.font] = value or 0
        else:
            self._declare(word, value)

    def _declare(self, word: bytes, value: int | None) -> None:
        """Apply a control word that holds for the whole file."""
        if word in _WHOLE_FILE:
            self._charset = _WHOLE_FILE[word]
        elif word == b"ansicpg" and value:
            if value in _KNOWN_PAGES:
                self._charset = f"cp{value}"
            self._charset = _CODE_PAGES.get(value, self._charset)

    def _write(self, written: bytes) -> None:
        """Add bytes in the charset of their font; a character may have two, in two tokens."""
        if self._passed_over:
            passed = min(self._passed_over, len(written))
            self._passed_over -= passed
            written = written[passed:]
        if not self._unread:
            self._bytes += written[: self.longest]

    def _say(self, sign: str) -> None:
        if not self._unread:
            self._flush()
            self._texts.append(sign)
            self._length += 1

    @property
    def _unread(self) -> bool:
        return self._group.skipped or self._group.hidden or self._too_deep > 0

    def _flush(self) -> None:
        if not self._bytes:
            return
        charset = self._fonts.get(self._group.font) if self._group.font is not None else None
        if charset == _SYMBOL_FONT:
            text = "\u2022"  # bullets, in a CV
        else:
            text = self._bytes.decode(_CHARSETS.get(charset or 0, self._charset), "replace")
        self._texts.append(text)
        self._length += len(text)
        self._bytes.clear()
