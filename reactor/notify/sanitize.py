"""Strangers' words and addresses as no service takes them for more than words. Pure.

A title becomes part of a message in Discord, Slack, Telegram, Mattermost and others, each with
mentions and markup of its own, and Apprise passes most of them on. So the signs that they are made
of are replaced by others that look alike: a person reads the same, and nothing is marked up.
"""

import re
from urllib.parse import quote, urlsplit

_LOOKALIKES = str.maketrans(
    {
        "<": "\u2039",  # <@123>, <!channel>, <http://evil|Apply>, HTML
        ">": "\u203a",  # likewise, and quotations
        "*": "\u2217",  # bold, lists
        "`": "\u02cb",  # code
        "~": "\u223c",  # struck out
        "\\": "\u2216",  # would undo or add escapes
    }
)
_LINKED = re.compile(r"(?<=\])(?=[(\[:])")
"""`[Apply](http://evil)`, `[Apply][1]`, `[1]: http://evil`: without the blank they are links."""

_EDGE_UNDERLINES = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
"""`_slanted_`, but not `snake_case`."""

_BARS = re.compile(r"\|(?=\|)|(?<=\|)\|")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_AT = "[@\ufe6b\uff20]"
_MENTION = re.compile(
    rf"{_AT}(?=everyone|here|channel|all\b|room\b)|(?<![\w.+-]){_AT}(?=[\w&!])",
    re.IGNORECASE,
)
"""`@everyone` wherever it stands, and `@name` where no mail address ends in it."""

_HEADING = re.compile(r"\A(?:#{1,6}(?=\s|\Z)|-#(?=\s))")
_RULED = re.compile(r"[-=\s]+")
"""Alone in a line, this makes the line above a heading, or is a rule."""

_HOST = re.compile(r"[\w.-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
_LEFT_IN_LINKS = "/:?#=&;,+%$!'-._"


def harmless(text: str) -> str:
    """One line of words that calls nobody, links nowhere and is not marked up.

    Signs without a picture go: those that steer terminals, turn the direction of reading, or
    keep words apart that would be a mention together.
    """
    line = " ".join(text.split())
    plain = "".join(sign for sign in line if sign.isprintable()).strip()
    if _RULED.fullmatch(plain):
        return ""
    plain = _HEADING.sub("", plain).lstrip()
    plain = _ENTITY.sub("& ", plain.translate(_LOOKALIKES))
    plain = _EDGE_UNDERLINES.sub("ˍ", _BARS.sub("¦", plain))
    return _LINKED.sub(" ", _MENTION.sub("(at)", plain))


def harmless_link(address: str) -> str:
    """A web address in which nothing is marked up; `""` for anything else.

    An address that names somebody before its host is not shown: it is made to deceive.
    """
    if not address.isprintable() or " " in address:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.netloc):
        return ""
    start = f"{parts.scheme}://{parts.netloc}"
    rest = address[len(start) :]
    # Letters of other scripts stay as they are: people read them.
    return start + "".join(s if s.isalnum() else quote(s, _LEFT_IN_LINKS) for s in rest)
