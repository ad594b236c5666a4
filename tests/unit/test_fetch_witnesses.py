from yarl import URL

from reactor.fetch.witnesses import BOARD_HOSTS
from reactor.scrape.boards import BOARDS, BoardAddress


def test_the_witnesses_are_hosts_that_the_boards_are_read_from() -> None:
    endpoints = (
        endpoint
        for board in BOARDS.values()
        for endpoint in board.endpoints(BoardAddress(board.name, "acme"))
    )
    assert set(BOARD_HOSTS) <= {URL(endpoint).host for endpoint in endpoints}
