"""Systems whose page holds the list as data, or says where the list is and how to ask for it."""

from reactor.scrape.boards.board import Board

PORTALS: tuple[Board, ...] = ()
