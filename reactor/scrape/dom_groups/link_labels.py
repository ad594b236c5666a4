"""The labels of links without text, and the links that only repeat adjacent text.

It imports libxml, so only the parsing process imports it.
"""

from itertools import islice

from lxml.html import HtmlElement

from reactor.scrape.vocabulary.wording import says_details

MAX_LABEL = 220
"""Maximum characters; a longer line is running text."""

_MAX_TEXTS = 12
_MAX_IN_ROW = 40
_MIN_TITLE = 3
_ROWS = 2
_MAX_SHOWING = 40
_SHOWING = frozenset(
    (
        *("view", "see", "read", "show", "open", "apply", "more", "details", "learn", "discover"),
        *("go", "bekijk", "lees", "meer", "naar", "solliciteer", "zur", "zum", "mehr", "jetzt"),
        *("voir", "lire", "découvrir", "postuler", "consulter", "ver", "leer", "conoce", "más"),
        *("vedi", "scopri", "leggi", "vai", "zobacz", "czytaj", "więcej", "aplikuj", "sprawdź"),
        *("läs", "se", "visa", "læs", "více", "detail", "číst", "zobrazit", "saiba", "ler"),
    )
)
"""First words of links that lead to the adjacent item."""


def label_of(element: HtmlElement) -> str:
    """Return the label of a link without text: its label, image or component title.

    It is `""` for any other element.
    """
    if element.tag == "a" and element.get("href"):
        if any(map(str.strip, islice(element.itertext(), _MAX_TEXTS))) or _is_overlay(element):
            return ""
        pictures = (each.get("alt") for each in islice(element.iter("img"), 1))
        names = (element.get("aria-label"), element.get("title"), *pictures)
    elif "-" in element.tag:
        names = (element.get("title"), element.get("heading"), element.get("job-title"))
    else:
        return ""
    label = " ".join(next(filter(None, names), "").split())
    return label if any(map(str.isalpha, label)) and len(label) <= MAX_LABEL else ""


def _is_overlay(link: HtmlElement) -> bool:
    """Whether this is an empty overlay link whose label repeats visible text."""
    label = link.get("aria-label") or link.get("title") or ""
    return bool(label) and _repeated_title(link, label) is not None


def _repeated_title(link: HtmlElement, label: str) -> str | None:
    """Return the text near a link that its label contains; None if there is none."""
    inside = set(link.iter())
    for row in islice(link.iterancestors(), _ROWS):
        for each in islice(row.iter(), _MAX_IN_ROW):
            text = " ".join((each.text or "").split()) if isinstance(each.tag, str) else ""
            if len(text) > _MIN_TITLE and each not in inside and text in label:
                return text
    return None


def explains_link(element: HtmlElement) -> bool:
    """Whether an element only describes a link: `Read more<span> about the cook</span>`.

    Also true for the link itself if the title is beside it: `View the vacancy Nurse`.
    """
    link = element if element.tag == "a" else element.getparent()
    if link is None or link.tag != "a" or element.tag not in ("a", "span"):
        return False
    words = " ".join("".join(islice(link.itertext(), _MAX_TEXTS)).split())
    if element.tag == "span" and says_details(words):
        return True
    first = words.partition(" ")[0].lower()
    if first not in _SHOWING:
        return False
    title = _repeated_title(link, words)
    return title is not None and len(words) - len(title) <= _MAX_SHOWING
