"""ApplicantPro and iSolved Hire, which are one system under two names."""

import re

from reactor.scrape.boards.board import RESERVED_HOSTS
from reactor.scrape.boards.sitemap import SitemapBoard


class ApplicantPro(SitemapBoard):
    """Career sites on applicantpro.com and isolvedhire.com; some addresses end in `.html`."""

    name = "applicantpro"
    title = "ApplicantPro, iSolved Hire"
    evidence = "single"
    marks = ("applicantpro.com", "isolvedhire.com")
    reserved = RESERVED_HOSTS
    addresses = re.compile(
        r"//(?P<host>(?P<slug>[\w-]{1,63})\.(?:applicantpro|isolvedhire)\.com)", re.IGNORECASE
    )
    sitemaps = ("https://{host}/sitemap.xml",)
    postings = re.compile(r"/jobs/(?P<id>\d+)(?:-(?P<name>[\w-]+?))?(?:\.html)?/?")
