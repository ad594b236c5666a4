"""CareerPlug: the career sites of franchises and shops."""

import re

from reactor.scrape.boards.board import RESERVED_HOSTS
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.paging import Paging


class CareerPlug(LinkListBoard):
    """Career sites on careerplug.com; some repeat their last page endlessly."""

    name = "careerplug"
    title = "CareerPlug"
    marks = ("careerplug.com",)
    reserved = RESERVED_HOSTS
    addresses = re.compile(r"//(?P<slug>[\w-]{1,63})\.careerplug\.com", re.IGNORECASE)
    lists = ("https://{slug}.careerplug.com/jobs?page=1",)
    paging = Paging("page", by="pages")
    postings = re.compile(r"/jobs/(?P<id>\d+)(?:-[\w-]*)?/?")
    # The pages of its makers, to which companies that left may redirect, contain its name too.
    ours = re.compile(
        r"job_table|job-title|\bno (?:[a-z]+ ){0,2}(?:jobs|positions|openings|opportunities)\b",
        re.IGNORECASE,
    )
    titles = re.compile(r"job-title|\bname\b", re.IGNORECASE)
    places = re.compile(r"job-location", re.IGNORECASE)
