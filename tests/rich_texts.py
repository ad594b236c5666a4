"""Rich text files as small as can be, as Word, WordPad and TextEdit write them."""

_BEGINNING = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Calibri;}%s}\uc1 "


def rtf(
    *lines: str, charset: str = "", fonts: str = "", before: str = "", behind: str = ""
) -> bytes:
    """A file with a paragraph a line.

    Args:
        lines: the paragraphs.
        charset: in which letters beyond ASCII are written; by default by their numbers.
        fonts: more of the table of fonts.
        before: markup before the first paragraph.
        behind: markup behind the last one.
    """
    text = "".join(f"{''.join(_written(sign, charset) for sign in line)}\\par\n" for line in lines)
    return f"{_BEGINNING % fonts}{before}{text}{behind}}}".encode("ascii")


def _written(sign: str, charset: str) -> str:
    if sign in "\\{}":
        return f"\\{sign}"
    if sign.isascii():
        return sign
    if charset:
        return "".join(f"\\'{byte:02x}" for byte in sign.encode(charset))
    halves = sign.encode("utf-16-le")
    numbers = (
        int.from_bytes(halves[at : at + 2], "little", signed=True)
        for at in range(0, len(halves), 2)
    )
    return "".join(f"\\u{number}?" for number in numbers)
