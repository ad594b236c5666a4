"""Systems with public feeds of their postings that include the texts."""

from reactor.scrape.boards.board import Board
from reactor.scrape.boards.feeds.personio import Personio
from reactor.scrape.boards.feeds.teamtailor import Teamtailor

FEEDS: tuple[Board, ...] = (
    Personio(),
    Teamtailor(),
)
