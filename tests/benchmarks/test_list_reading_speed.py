"""Reading careers pages that list postings: how fast beside parsing them and taking their text."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from statistics import median
from time import process_time

import pytest

from tests.benchmarks.careers_site import PAGES, listing
from tests.benchmarks.report import Report, at_least, at_most, p50, stated
from tests.benchmarks.sizes import Sizes

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

URL = "https://company.example/careers"
LISTED = 40
# What a reader that only weighed links came to, times 0.8.
MIN_PER_CENT = 2.27
MAX_MEMORY_MB = 140.0
METHOD = (
    f"{PAGES} lists of {LISTED} postings, 100 kB each, read in one process, in its own seconds; "
    "bare: lxml parses the same pages in turn and gives their text"
)


def read_lists() -> tuple[float, float, float]:
    """Pages a second: read, and only parsed; and the megabytes that the process holds then."""
    import psutil  # noqa: PLC0415 - as the imports below
    from lxml.html import document_fromstring  # noqa: PLC0415 - never in the main process

    from reactor.scrape.careers.careers_page import read_careers_page  # noqa: PLC0415 - as above

    markups = [listing(number).decode() for number in range(PAGES)]

    def read() -> None:
        for markup in markups:
            found = read_careers_page(markup, URL, "").listing.postings
            assert len(found) == LISTED

    def parse() -> None:
        for markup in markups:
            " ".join("".join(map(str, document_fromstring(markup.encode()).itertext())).split())

    read()
    began = process_time()
    read()
    between = process_time()
    for _ in range(10):
        parse()
    ended = process_time()
    held = psutil.Process().memory_info().rss / 1e6
    return PAGES / (between - began), 10 * PAGES / (ended - between), held


def test_list_reading_speed(sizes: Sizes, report: Report) -> None:
    """The two take turns in one process, so that a machine that is busy is so for both."""
    context = multiprocessing.get_context("spawn")
    rounds = list[tuple[float, float, float]]()
    for _ in range(sizes.rounds):
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            rounds.append(pool.submit(read_lists).result())
    report.show(
        "Reading lists of postings",
        METHOD,
        stated("read", p50([ours for ours, _, _ in rounds]), "pages/s"),
        stated("bare lxml", p50([bare for _, bare, _ in rounds]), "pages/s"),
        at_least(
            "of bare, median of the rounds",
            median(100 * ours / bare for ours, bare, _ in rounds),
            MIN_PER_CENT,
            "%",
        ),
        at_most(
            "memory of the process after two rounds",
            max(held for _, _, held in rounds),
            MAX_MEMORY_MB,
            "MB",
        ),
    )
