"""The lines of a PDF page whose program placed each letter by itself.

Design programs do. The letters come in the order of reading, each with its place, and without the
lines that they make together.
"""

from pypdf import PageObject

_FEW = 2
_ENOUGH = 30
_MOSTLY = 0.6
_SAME_LINE, _SAME_WORD, _SAME_COLUMN = 0.5, 1.2, 4.0
"""Distances between letters, in sizes of their font."""


def is_letter_by_letter(text: str) -> bool:
    """Whether the text of a page has a letter a line."""
    lines = [line for line in text.split("\n") if line.strip()]
    short = sum(len(line.strip()) <= _FEW for line in lines)
    return short >= _ENOUGH and short > _MOSTLY * len(lines)


def lines_of_letters(page: PageObject, longest: int) -> str:
    """The lines that letters make which stand beside each other, up to about `longest` characters.

    Letters of another column, though as high as the last, begin a line.
    """
    letters: list[tuple[str, float, float, float]] = []

    def note(text: str, _: object, place: list[float], __: object, size: float) -> None:
        if (letter := text.strip("\n")) and len(letters) < longest:
            letters.append((letter, place[4], place[5], abs(size * (place[3] or 1.0)) or 1.0))

    page.extract_text(visitor_text=note)
    written, last_x, last_y = list[str](), 0.0, 0.0
    for letter, x, y, size in letters:
        ahead = (x - last_x) / size
        if abs(y - last_y) > _SAME_LINE * size or not -_SAME_LINE < ahead < _SAME_COLUMN:
            written.append("\n")
        elif ahead > _SAME_WORD:
            written.append(" ")
        written.append(letter)
        # A piece of several letters ends further on: about half its size a letter.
        last_x, last_y = x + (len(letter) - 1) * size / 2, y
    return "".join(written)
