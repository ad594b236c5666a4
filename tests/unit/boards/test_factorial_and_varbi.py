"""What Factorial's and Varbi's pages state, and the forms in which they do."""

import pytest

from reactor.scrape.boards import BoardPage, Request, recognise_address
from reactor.scrape.tasks import list_board
from tests.boards.specimen import Job
from tests.boards.specimens.factorial import posting_page
from tests.boards.specimens.varbi import row_of, table_of
from tests.unit.boards.asking import page_of, read

_FACTORIAL = "https://acme.factorial.it/"
_VARBI = "https://acme.varbi.com/en/"


def listed(board: str, url: str, answer: str) -> BoardPage:
    return list_board(board, page_of(url, answer), Request(url))


@pytest.mark.parametrize(
    ("fact", "place", "remote"),
    [
        ("Ibrido (Milano, Lombardia, Italia)", "Milano, Lombardia, Italia", False),
        ("Remoto (Madrid, Espa\u00f1a)", "Madrid, Espa\u00f1a", True),
        ("RIO DAS OSTRAS, RJ, Brasil", "RIO DAS OSTRAS, RJ, Brasil", None),
        ("S - Partnerships (PAR)", "", None),
        ("R$1.937,6 Mensal", "", None),
    ],
)
def test_a_place_is_found_among_facts_without_names(
    fact: str, place: str, *, remote: bool | None
) -> None:
    page = posting_page(Job(7, "Welder"), "A tempo indeterminato", "\u20ac35,000", fact)
    found = read("factorial", page, f"{_FACTORIAL}job_posting/welder-7")
    assert (found.location, found.remote) == (place, remote)
    assert "As number 7 you weld" in found.text


def test_plain_links_are_factorials_too() -> None:
    link = '<a href="/job_posting/{}-{}">{}</a>'
    of_cook = link.format("cook", 7, "Pastry cook"), link.format("cook", 7, "Apply")
    links = [*of_cook, link.format("baker", 8, "Baker")]
    rows = "".join(f"<li>{each}</li>" for each in links)
    page = listed("factorial", _FACTORIAL, f"<ul>{rows}</ul>")
    assert [each.posting.title for each in page.vacancies] == ["Pastry cook", "Baker"]


@pytest.mark.parametrize("ending", ["factorialhr.com", "factorialhr.com.br", "factorial.fr"])
def test_each_country_has_its_ending(ending: str) -> None:
    address = recognise_address(f"https://acme.{ending}/job_posting/cook-7")
    assert address
    assert (address.board, address.host) == ("factorial", f"acme.{ending}")


@pytest.mark.parametrize(
    "host", ["www.factorialhr.com", "acme.factorial.com", "acme.factorialhr.company"]
)
def test_other_hosts_are_no_career_sites(host: str) -> None:
    assert recognise_address(f"https://{host}/") is None


def test_a_row_of_varbis_table_has_its_own_title_and_town() -> None:
    page = listed("varbi", _VARBI, table_of(row_of(Job(7, "Kock", "Lund"), "se")))
    posting = page.vacancies[0].posting
    assert (posting.title, posting.location, posting.valid_through) == (
        *("Kock", "Lund"),
        "2026-12-24",
    )


def test_a_table_that_is_empty_in_english_is_asked_for_in_swedish() -> None:
    page = listed("varbi", _VARBI, table_of(""))
    assert page.leads
    assert page.following == Request("https://acme.varbi.com/se/")
    assert not listed("varbi", "https://acme.varbi.com/se/", table_of("")).leads
