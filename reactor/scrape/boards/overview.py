"""Generates the manual's table of supported systems, so that it stays correct.

To print it, run `python -m reactor.scrape.boards.overview`.
"""

from collections.abc import Iterator

from reactor.scrape.boards import BOARDS, Board
from reactor.scrape.boards.apis import APIS
from reactor.scrape.boards.feeds import FEEDS
from reactor.scrape.boards.pages import PAGES
from reactor.scrape.boards.portals import PORTALS
from reactor.scrape.boards.sitemaps import SITEMAPS

_KINDS: tuple[tuple[str, tuple[Board, ...]], ...] = (
    ("their APIs", APIS),
    ("their feeds", FEEDS),
    ("the data and APIs that their pages name", PORTALS),
    ("the lists in their pages", PAGES),
    ("their sitemaps", SITEMAPS),
)
_EVIDENCE = {
    "answers": "answers of real boards",
    "several": "what several independent programs ask",
    "single": "what one program asks",
}


def table() -> str:
    """Return a Markdown table of the systems, how each is read, and how that was verified."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "| systems | read through | verified by |"
    yield "|---|---|---|"
    for through, boards in _KINDS:
        for evidence, verified in _EVIDENCE.items():
            titles = sorted((b.title for b in boards if b.evidence == evidence), key=str.lower)
            if titles:
                yield f"| {', '.join(titles)} | {through} | {verified} |"


if __name__ == "__main__":
    print(table())  # noqa: T201 - the purpose of this command
    print(f"\n{len(BOARDS)} systems")  # noqa: T201 - see above
