"""Systems whose page holds the list as data, or states the list's address and parameters."""

from reactor.scrape.boards.board import Board
from reactor.scrape.boards.portals.comeet import Comeet
from reactor.scrape.boards.portals.cornerstone import Cornerstone
from reactor.scrape.boards.portals.join import Join
from reactor.scrape.boards.portals.keka import Keka
from reactor.scrape.boards.portals.paycom import Paycom
from reactor.scrape.boards.portals.paylocity import Paylocity
from reactor.scrape.boards.portals.successfactors import SuccessFactors
from reactor.scrape.boards.portals.taleo import TaleoEnterprise
from reactor.scrape.boards.portals.ukg import UKG
from reactor.scrape.boards.portals.welcometothejungle import WelcomeToTheJungle
from reactor.scrape.boards.portals.zohorecruit import ZohoRecruit

PORTALS: tuple[Board, ...] = (
    Comeet(),
    Cornerstone(),
    Join(),
    Keka(),
    Paycom(),
    Paylocity(),
    SuccessFactors(),
    TaleoEnterprise(),
    UKG(),
    WelcomeToTheJungle(),
    ZohoRecruit(),
)
