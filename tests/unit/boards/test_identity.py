"""A board is the same one however its address is written, and no other's is taken for it."""

from urllib.parse import urlsplit

import pytest

from reactor.scrape.boards import BOARDS, BoardAddress, Request, recognise_address
from reactor.scrape.canonical import canonical_url
from tests.boards.specimen import Specimen
from tests.boards.specimens import SPECIMENS
from tests.unit.boards.asking import listed

of_each = pytest.mark.parametrize("specimen", SPECIMENS.values(), ids=SPECIMENS)

GUID = "0a1b2c3d-1111-2222-3333-0a1b2c3d4e5f"
CENTRE = f"https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?cid={GUID}"
TBE = "https://phe.tbe.taleo.net/phe01/ats/careers/v2/searchResults?org=ACME"
SAME = {
    "adp": (CENTRE, f"{CENTRE}&ccId=19000101_000001"),
    "dayforce": (
        "https://us242.dayforcehcm.com/CandidatePortal/en-US/acme",
        "https://jobs.dayforcehcm.com/en-US/acme/CandidatePortal",
    ),
    "taleobusiness": (TBE, f"{TBE}&cws=1"),
    "avature": (
        "https://acme.avature.net/careers/SearchJobs",
        "https://acme.avature.net/en_US/careers/JobDetail/Welder/17",
        "https://acme.avature.net/de_DE/careers",
    ),
}


def asked(address: BoardAddress | None) -> list[Request]:
    assert address
    return list(BOARDS[address.board].beginnings(address))


@of_each
def test_capitals_in_its_host_say_nothing(specimen: Specimen) -> None:
    for url in (specimen.careers_url, *specimen.others):
        parts = urlsplit(url)
        loud = recognise_address(parts._replace(netloc=parts.netloc.upper()).geturl())
        plain = recognise_address(url)
        assert loud == plain
        for one, other in zip(asked(loud), asked(plain), strict=True):
            assert canonical_url(one.url) == canonical_url(other.url)
            assert (one.headers, one.body) == (other.headers, other.body)


@of_each
@pytest.mark.parametrize(
    "form",
    [
        "https://{host}.evil.example{rest}",
        "https://evil.example/{url}",
        "https://evil.example/?next={url}",
        "https://{host}@evil.example{rest}",
    ],
)
def test_a_host_that_only_begins_like_its_own_or_names_it_is_no_board(
    specimen: Specimen, form: str
) -> None:
    for url in (specimen.careers_url, *specimen.others):
        host = urlsplit(url).netloc
        rest = url.partition(host)[2]
        assert recognise_address(form.format(host=host, rest=rest, url=url)) is None


@pytest.mark.parametrize("board", SAME)
def test_one_board_with_several_addresses_is_one(board: str) -> None:
    known = [recognise_address(url) for url in SAME[board]]
    assert {(each.board, each.slug.lower()) for each in known if each} == {
        (board, known[0].slug.lower() if known[0] else "")
    }


def test_a_usual_part_that_is_not_named_is_asked_for() -> None:
    (adp,) = asked(recognise_address(CENTRE))
    assert "ccId=19000101_000001" in adp.url
    (taleo,) = asked(recognise_address(TBE))
    assert taleo.url.endswith("cws=1")


def test_a_portal_is_asked_in_the_language_of_its_address() -> None:
    first, *_ = asked(recognise_address("https://acme.avature.net/de_DE/careers"))
    assert first.url == "https://acme.avature.net/de_DE/careers/SearchJobs"


@pytest.mark.parametrize("tenant", ["ACM1000ACM", "acm1000acm"])
def test_an_ukg_company_is_written_large(tenant: str) -> None:
    url = f"https://recruiting.ultipro.com/{tenant}/JobBoard/{GUID}"
    assert asked(recognise_address(url))[0].url.startswith(
        f"https://recruiting.ultipro.com/ACM1000ACM/JobBoard/{GUID}/"
    )


def test_a_link_to_a_posting_elsewhere_is_not_taken_for_one_of_the_boards() -> None:
    page = """<div class="job-title"></div><a href="/jobs/17">Welder</a>
    <a href="https://partner.example/jobs/18">Their sawyer</a>"""
    assert [each.posting.title for each in listed("careerplug", page).vacancies] == ["Welder"]


def test_a_sitemaps_postings_elsewhere_are_not_taken_for_the_boards() -> None:
    sites = ("acme.applicantpro.com/jobs/17", "other.applicantpro.com/jobs/18")
    sitemap = "".join(f"<url><loc>https://{each}</loc></url>" for each in sites)
    found = listed("applicantpro", f"<urlset>{sitemap}</urlset>").vacancies
    assert [each.posting.url for each in found] == ["https://acme.applicantpro.com/jobs/17"]


def test_a_list_whose_postings_are_all_on_another_domain_is_believed() -> None:
    page = '<div class="job-title"></div><a href="https://jobs.acme.example/jobs/17">Welder</a>'
    assert len(listed("careerplug", page).vacancies) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://cdn01.icims.com/icims3/x.js",
        "https://care.icims.com/s/",
        "https://hire.icims.com/",
        "https://apidocs.eightfold.ai/",
        "https://apidoc.factorialhr.com/",
        "https://knowledge.careerplug.com/hc",
        "https://performancemanager5.successfactors.eu/login?company=acmeP",
        "https://hcm12.sapsf.eu/sf/home?company=acmeP",
        "https://acme.taleo.net/smartorg/iam/accessmanagement/login.jsf",
        "https://acme.csod.com/LMS/catalog/Welcome.aspx",
        "https://workforcenow.adp.com/theme/index.html",
        "https://acme.fa.em2.oraclecloud.com/fscmUI/faces/FuseWelcome",
        "https://www.welcometothejungle.com/fr/articles/companies/acme",
        "https://crm.zoho.com/crm/ShowHomePage.do",
        "https://www.linkedin.com/company/acme/jobs/",
    ],
)
def test_what_else_its_makers_serve_is_no_board(url: str) -> None:
    assert recognise_address(url) is None


def test_an_index_sends_nobody_to_other_hosts() -> None:
    names = (
        *("https://acme.applicantpro.com/1.xml", "https://victim.example/2.xml"),
        *("https://victim.example./2.xml", "file:///etc/passwd"),
        "https://acme.applicantpro.com/3.xml",
    )
    index = "".join(f"<sitemap><loc>{each}</loc></sitemap>" for each in names)
    page = listed("applicantpro", f"<sitemapindex>{index}</sitemapindex>")
    assert page.following
    assert [each.host for each in (page.following, *page.parts)] == ["acme.applicantpro.com"] * 2


@pytest.mark.parametrize(
    ("url", "whose"),
    [
        ("https://acme.freshteam.com/jobs", "acme"),
        ("https://acme.jobs.personio.de", "acme"),
        ("https://acme.avature.net/careers", "careers@acme.avature.net"),
        ("https://acme.taleo.net/careersection/2/jobsearch.ftl", "2@acme.taleo.net"),
        ("https://acme.csod.com/ux/ats/careersite/4/home?c=acme", "acme/4"),
        ("https://acme.wd5.myworkdayjobs.com/External", "external@acme.wd5.myworkdayjobs.com"),
    ],
)
def test_two_companies_with_portals_of_one_name_are_told_apart(url: str, whose: str) -> None:
    address = recognise_address(url)
    assert address
    assert address.whose == whose


def test_a_companys_own_host_tells_whose_board_it_is() -> None:
    assert BoardAddress("phenom", host="jobs.acme.example").whose == "jobs.acme.example"
