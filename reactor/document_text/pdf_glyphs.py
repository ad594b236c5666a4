"""The lines of a PDF page on which each letter was placed individually.

Design programs write such pages. The letters are in reading order, each with its position, but not
joined into lines.
"""

from pypdf import PageObject

_FEW = 2
_ENOUGH = 30
_MOSTLY = 0.6
_SAME_LINE, _SAME_WORD, _SAME_COLUMN = 0.5, 1.2, 4.0
"""Distances between letters, in font sizes."""


def is_letter_by_letter(text: str) -> bool:
    """Whether most lines of a page's text are single letters."""
    lines = [line for line in text.split("\n") if line.strip()]
    short = sum(len(line.strip()) <= _FEW for line in lines)
    return short >= _ENOUGH and short > _MOSTLY * len(lines)


def lines_of_letters(page: PageObject, longest: int) -> str:
    """Return lines joined from adjacent letters, up to about `longest` characters.

    Letters of another column begin a new line, even at the same height.
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
        # A piece of several letters ends further on: each letter is about half its size wide.
        last_x, last_y = x + (len(letter) - 1) * size / 2, y
    return "".join(written)
