from yarl import URL

from reactor.fetch.connectivity_probes import BOARD_HOSTS
from reactor.scrape.boards import BOARDS, BoardAddress


def test_the_witnesses_are_hosts_that_the_boards_are_read_from() -> None:
    beginnings = (
        request.url
        for board in BOARDS.values()
        for request in board.beginnings(BoardAddress(board.name, "acme", "acme.example"))
    )
    assert set(BOARD_HOSTS) <= {URL(url).host for url in beginnings}
