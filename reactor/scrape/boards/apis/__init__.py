"""Systems that list their postings as data, at an address that the company's name makes."""

from reactor.scrape.boards.apis.adp import ADP
from reactor.scrape.boards.apis.dayforce import Dayforce
from reactor.scrape.boards.apis.gem import Gem
from reactor.scrape.boards.apis.hibob import HiBob
from reactor.scrape.boards.apis.hireology import Hireology
from reactor.scrape.boards.apis.manatal import Manatal
from reactor.scrape.boards.apis.polymer import Polymer
from reactor.scrape.boards.apis.trakstar import Trakstar
from reactor.scrape.boards.board import Board

APIS: tuple[Board, ...] = (
    HiBob(),
    Gem(),
    Trakstar(),
    Hireology(),
    Manatal(),
    Dayforce(),
    ADP(),
    Polymer(),
)
