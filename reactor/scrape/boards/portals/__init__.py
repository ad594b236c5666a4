"""Systems whose page holds the list as data, or says where the list is and how to ask for it."""

from reactor.scrape.boards.board import Board
from reactor.scrape.boards.portals.keka import Keka
from reactor.scrape.boards.portals.taleo import TaleoEnterprise
from reactor.scrape.boards.portals.zohorecruit import ZohoRecruit

PORTALS: tuple[Board, ...] = (
    Keka(),
    TaleoEnterprise(),
    ZohoRecruit(),
)
