"""Systems that list their postings in sitemaps."""

from reactor.scrape.boards.board import Board
from reactor.scrape.boards.sitemaps.applicantpro import ApplicantPro

SITEMAPS: tuple[Board, ...] = (ApplicantPro(),)
