"""Systems that list their postings as data, at an address that the company's name makes."""

from reactor.scrape.boards.apis.dvinci import DVinci
from reactor.scrape.boards.apis.erecruiter import Erecruiter
from reactor.scrape.boards.apis.hibob import HiBob
from reactor.scrape.boards.apis.softgarden import Softgarden
from reactor.scrape.boards.apis.talentsoft import Talentsoft
from reactor.scrape.boards.apis.traffit import Traffit
from reactor.scrape.boards.board import Board

APIS: tuple[Board, ...] = (HiBob(), DVinci(), Erecruiter(), Softgarden(), Talentsoft(), Traffit())
