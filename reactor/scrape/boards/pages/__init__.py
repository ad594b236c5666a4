"""Systems that list their postings as links in pages made for people."""

from reactor.scrape.boards.board import Board
from reactor.scrape.boards.pages.freshteam import Freshteam
from reactor.scrape.boards.pages.jobylon import Jobylon
from reactor.scrape.boards.pages.onlyfy import Onlyfy
from reactor.scrape.boards.pages.rexx import Rexx

PAGES: tuple[Board, ...] = (Freshteam(), Jobylon(), Onlyfy(), Rexx())
