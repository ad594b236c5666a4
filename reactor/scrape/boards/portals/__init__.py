"""Systems whose page holds the list as data, or says where the list is and how to ask for it."""

from reactor.scrape.boards.board import Board
from reactor.scrape.boards.portals.join import Join
from reactor.scrape.boards.portals.paycom import Paycom
from reactor.scrape.boards.portals.paylocity import Paylocity
from reactor.scrape.boards.portals.successfactors import SuccessFactors
from reactor.scrape.boards.portals.ukg import UKG

PORTALS: tuple[Board, ...] = (
    Join(),
    Paylocity(),
    Paycom(),
    SuccessFactors(),
    UKG(),
)
