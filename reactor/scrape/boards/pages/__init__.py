"""Systems that list their postings as links in pages made for people."""

from reactor.scrape.boards.board import Board
from reactor.scrape.boards.pages.avature import Avature
from reactor.scrape.boards.pages.freshteam import Freshteam
from reactor.scrape.boards.pages.jobvite import Jobvite
from reactor.scrape.boards.pages.radancy import Radancy
from reactor.scrape.boards.pages.taleobusiness import TaleoBusiness

PAGES: tuple[Board, ...] = (
    Avature(),
    Freshteam(),
    Jobvite(),
    Radancy(),
    TaleoBusiness(),
)
