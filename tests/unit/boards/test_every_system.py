"""What is promised of the recognition of every system, tried with each specimen."""

import pytest

from reactor.scrape.boards import BOARDS, recognise_address, recognise_in_page
from reactor.scrape.boards.recognition import board_at
from tests.boards.specimen import Specimen
from tests.boards.specimens import SPECIMENS

OWN_PAGE = "https://acme.example/careers"

of_each = pytest.mark.parametrize("specimen", SPECIMENS.values(), ids=SPECIMENS)


def test_each_system_has_a_specimen() -> None:
    assert set(SPECIMENS) == set(BOARDS)


@of_each
def test_its_addresses_are_recognised_as_one_companys(specimen: Specimen) -> None:
    known = [recognise_address(url) for url in (specimen.careers_url, *specimen.others)]
    assert None not in known
    assert {(each.board, each.slug.lower()) for each in known if each} == {
        (specimen.board, known[0].slug.lower() if known[0] else "")
    }


@of_each
def test_no_other_system_takes_its_addresses_for_its_own(specimen: Specimen) -> None:
    others = [board for name, board in BOARDS.items() if name != specimen.board]
    for url in (specimen.careers_url, *specimen.others):
        assert board_at(others, url) is None


@pytest.mark.parametrize(
    ("specimen", "markup"),
    [(each, markup) for each in SPECIMENS.values() for markup in each.embedded],
    ids=lambda each: each.board if isinstance(each, Specimen) else "",
)
def test_it_is_recognised_in_a_companys_own_page(specimen: Specimen, markup: str) -> None:
    page = f"<html><body><h1>Careers</h1>{markup}</body></html>"
    assert [each.board for each in recognise_in_page(page, OWN_PAGE)] == [specimen.board]


@of_each
def test_it_says_what_it_is_called(specimen: Specimen) -> None:
    assert BOARDS[specimen.board].title
