"""Boards that are looked for by a company's name."""

import pytest

from reactor.scrape.boards import recognise_address
from reactor.scrape.boards.name_guesses import addresses_of, spellings_of


def test_each_address_that_is_made_of_a_name_is_a_board_of_that_name() -> None:
    found = [recognise_address(url) for url in addresses_of("Acme")]
    assert all(board and board.slug == "acme" for board in found)
    assert len({board.board for board in found if board}) == len(found) - 1  # Lever has two hosts


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("Acme", ("acme",)),
        ("Acme Robotics", ("acmerobotics", "acme-robotics")),
        ("Acme Robotics GmbH", ("acmerobotics", "acme-robotics")),
        ("Acme, Inc.", ("acme",)),
        ("Z\u00fcrich & S\u00f6hne AG", ("zurichsohne", "zurich-sohne")),
        ("../../admin?x=1#", ("adminx1", "admin-x-1")),
        ("\u682a\u5f0f\u4f1a\u793e", ()),
        ("", ()),
        ("a" * 61, ()),
    ],
)
def test_a_name_is_spelt_as_boards_spell_it_and_never_as_another_address(
    name: str, spelt: tuple[str, ...]
) -> None:
    assert spellings_of(name) == spelt
