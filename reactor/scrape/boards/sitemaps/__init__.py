"""Systems that list their postings in sitemaps."""

from reactor.scrape.boards.board import Board
from reactor.scrape.boards.sitemaps.applicantpro import ApplicantPro
from reactor.scrape.boards.sitemaps.eightfold import Eightfold
from reactor.scrape.boards.sitemaps.phenom import Phenom

SITEMAPS: tuple[Board, ...] = (
    ApplicantPro(),
    Eightfold(),
    Phenom(),
)
