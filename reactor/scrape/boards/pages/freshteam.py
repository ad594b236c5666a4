"""Freshteam: the career sites of Freshworks."""

import re

from reactor.scrape.boards.board import RESERVED_HOSTS
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.paging import Paging


class Freshteam(LinkListBoard):
    """Career sites on freshteam.com; pagination ends with a page without new postings."""

    name = "freshteam"
    title = "Freshteam"
    evidence = "single"
    marks = ("freshteam.com",)
    reserved = RESERVED_HOSTS
    addresses = re.compile(r"//(?P<slug>[\w-]{1,63})\.freshteam\.com", re.IGNORECASE)
    lists = ("https://{slug}.freshteam.com/jobs?page=1",)
    paging = Paging("page", by="pages")
    postings = re.compile(r"/jobs/(?P<id>[\w-]{6,})(?:/[\w-]*)?/?")
    ours = re.compile(r"freshteam|freshworks", re.IGNORECASE)
    titles = re.compile(r"title", re.IGNORECASE)
    places = re.compile(r"location", re.IGNORECASE)
