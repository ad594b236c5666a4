"""Neutralises untrusted texts and addresses for messages. Pure.

Titles appear in Discord, Slack, Telegram, Mattermost and others, each with its own mentions and
markup, most of which Apprise passes on. So markup characters are replaced by look-alikes: people
read the same text, and nothing is interpreted.
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
"""`[Apply](http://evil)`, `[Apply][1]`, `[1]: http://evil`: without a blank they are links."""

_EDGE_UNDERLINES = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
"""`_slanted_`, but not `snake_case`."""

_BARS = re.compile(r"\|(?=\|)|(?<=\|)\|")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_AT = "[@\ufe6b\uff20]"
_MENTION = re.compile(
    rf"{_AT}(?=everyone|here|channel|all\b|room\b)|(?<![\w.+-]){_AT}(?=[\w&!])",
    re.IGNORECASE,
)
"""`@everyone` anywhere, and `@name` unless it is part of a mail address."""

_HEADING = re.compile(r"\A(?:#{1,6}(?=\s|\Z)|-#(?=\s))")
_RULED = re.compile(r"[-=\s]+")
"""Alone in a line, this turns the line above into a heading, or is a rule."""

_HOST = re.compile(r"[\w.-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
_LEFT_IN_LINKS = "/:?#=&;,+%$!'-._"


def harmless(text: str) -> str:
    """One line of text without mentions, links and markup.

    Invisible characters are removed: they can steer terminals, reverse the reading direction, or
    hide a mention.
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
    """A web address without markup; `""` for anything else.

    An address with a user name before its host is dropped, because it is deceptive.
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
    # Letters of other scripts stay readable.
    return start + "".join(s if s.isalnum() else quote(s, _LEFT_IN_LINKS) for s in rest)
