"""What the parsing process is asked to do with a CV.

The imports stand inside the functions, so that the main process can name the task without ever
loading pypdf or libxml.
"""

# ruff: noqa: PLC0415 - see above

from reactor.cv.content import Content, content_of
from reactor.errors import LastingError
from reactor.fetch.page import Page

LONGEST_CV = 50_000
"""Characters: far more than any CV has, and what comes behind is cut."""

_LEAST_LETTERS = 50
_LONGEST_MARKUP = 8_000_000
_MOST_ELEMENTS = 20_000
_MOSTLY = 0.1


def read_cv(page: Page) -> str:
    """The text of a CV: a PDF, a web page or plain text; one line each of what is in a line.

    Raises:
        LastingError: there is no text in it, or it cannot be read.
    """
    from reactor.files.pdf import text_of_pdf
    from reactor.scrape.markup.text import clean

    match content_of(page):
        case Content.PDF:
            try:
                text = text_of_pdf(page.body, LONGEST_CV)
            except LastingError as error:
                raise LastingError(f"{error}, or put the CV as text into cvText") from None
            lack = "the PDF holds no text that can be read; perhaps it is a scan, a picture of text"
            mend = "save it from a word processor"
        case Content.WEB_PAGE:
            text = _text_of_web_page(page)
            lack = "the web page shows no text of its own, only what scripts put there"
            mend = "give the address of a PDF"
        case Content.TEXT:
            text = _plain_text(page)
            lack, mend = "there is hardly any text in it", "give the address of the CV itself"
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    found = within("\n".join(filter(None, lines)))
    if sum(map(str.isalpha, found)) < _LEAST_LETTERS:
        raise LastingError(f"{lack}; {mend}, or put the CV as text into cvText")
    return found


def within(text: str) -> str:
    """A text of at most `LONGEST_CV` characters, cut at the end of a line."""
    if len(text) <= LONGEST_CV:
        return text
    return text[:LONGEST_CV].rpartition("\n")[0] or text[:LONGEST_CV]


def _text_of_web_page(page: Page) -> str:
    from reactor.scrape.markup.text import cut_after, parse_html, text_of

    tree = parse_html(page.text[:_LONGEST_MARKUP])
    cut_after(tree, _MOST_ELEMENTS)
    return text_of(tree)


def _plain_text(page: Page) -> str:
    text = page.text[: 2 * LONGEST_CV]  # white space does not count
    if "\0" in text or _unreadable(text) > _MOSTLY * len(text):
        raise LastingError(
            "it is neither a PDF nor text; save the CV as a PDF, or put it as text into cvText"
        )
    return text


def _unreadable(text: str) -> int:
    """How many characters nobody writes."""
    return sum(1 for each in text if each == "\ufffd" or not (each.isprintable() or each.isspace()))
