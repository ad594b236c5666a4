"""Systems that list their postings as data, at an address that the company's name makes."""

from reactor.scrape.boards.apis.hibob import HiBob
from reactor.scrape.boards.board import Board

APIS: tuple[Board, ...] = (HiBob(),)
