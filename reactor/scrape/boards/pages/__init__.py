"""Systems that list their postings as links in pages made for people."""

from reactor.scrape.boards.board import Board
from reactor.scrape.boards.pages.freshteam import Freshteam

PAGES: tuple[Board, ...] = (Freshteam(),)
