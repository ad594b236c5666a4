"""Systems that list their postings as links in pages made for people."""

from reactor.scrape.boards.board import Board
from reactor.scrape.boards.pages.avature import Avature
from reactor.scrape.boards.pages.careerplug import CareerPlug
from reactor.scrape.boards.pages.factorial import Factorial
from reactor.scrape.boards.pages.freshteam import Freshteam
from reactor.scrape.boards.pages.icims import ICIMS
from reactor.scrape.boards.pages.jazzhr import JazzHR
from reactor.scrape.boards.pages.jobvite import Jobvite
from reactor.scrape.boards.pages.jobylon import Jobylon
from reactor.scrape.boards.pages.onlyfy import Onlyfy
from reactor.scrape.boards.pages.radancy import Radancy
from reactor.scrape.boards.pages.rexx import Rexx
from reactor.scrape.boards.pages.taleobusiness import TaleoBusiness
from reactor.scrape.boards.pages.varbi import Varbi

PAGES: tuple[Board, ...] = (
    Avature(),
    CareerPlug(),
    Factorial(),
    Freshteam(),
    ICIMS(),
    JazzHR(),
    Jobvite(),
    Jobylon(),
    Onlyfy(),
    Radancy(),
    Rexx(),
    TaleoBusiness(),
    Varbi(),
)
