"""Systems that list their postings in feeds, which hold their texts and are made to be shown."""

from reactor.scrape.boards.board import Board
from reactor.scrape.boards.feeds.personio import Personio
from reactor.scrape.boards.feeds.teamtailor import Teamtailor

FEEDS: tuple[Board, ...] = (
    Personio(),
    Teamtailor(),
)
