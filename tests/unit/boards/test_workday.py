"""Workday's lists: beyond what one of them shows, at all sites of a tenant, and in maintenance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from reactor.errors import ForbiddenError, PassingError, ReactorError
from reactor.scrape.boards import BoardAddress
from tests.unit.boards import answers
from tests.unit.boards.asking import ADDRESSES, listed, read
from tests.unit.boards.visiting import Web

HOST = "https://acme.wd5.myworkdayjobs.com"
ROBOTS = f"{HOST}/robots.txt"
CAP = 2000
Sites = Mapping[str, Sequence[int] | ReactorError]


@dataclass
class Tenant:
    """A tenant's sites, of which each shows 2000 postings of a list and then begins anew.

    Attributes:
        sites: the numbers of the postings of each.
        times: whether postings are full-time, by number.
        families: how many job families there are; a posting's is its number's remainder.
        obeys: whether lists are narrowed by the facets that are asked for.
        tells: the total that is told of a list, from how many there are.
    """

    sites: Sites
    families: int = 3
    obeys: bool = True
    capped: bool = True
    robots: Any = None
    doubled: bool = False
    witness: bool = True
    requests: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, url: str, body: Any) -> Any:
        if url == ROBOTS:
            return self.robots
        site = url.removeprefix(f"{HOST}/wday/cxs/acme/").removesuffix("/jobs")
        if site not in self.sites:
            return None
        if isinstance(numbers := self.sites[site], ReactorError):
            return numbers
        self.requests.append(body)
        chosen = body["appliedFacets"].get("jobFamilyGroup") if self.obeys else None
        found = [n for n in numbers if not chosen or f"f{n % self.families}" in chosen]
        start = body["offset"] % CAP
        page = found[start : start + body["limit"]]
        return {
            "total": min(len(found), CAP)
            if self.capped and not body["offset"]
            else len(found) * (not body["offset"]),
            "jobPostings": [
                {**answers.WORKDAY, "externalPath": f"/job/a/b_{number}"} for number in page
            ],
            "facets": [] if body["offset"] else self.facets(found),
        }

    def facets(self, found: Sequence[int]) -> list[Any]:
        families = [
            {
                "id": f"f{each}",
                "descriptor": "x",
                "count": sum(n % self.families == each for n in found),
            }
            for each in range(self.families)
        ]
        half = len(found) // 7
        times = [{"id": "full", "count": len(found) - half}, {"id": "part", "count": half}]
        places = [{"id": f"p{each}", "count": 1 + len(found) // 2} for each in range(3)]
        return [
            {"facetParameter": "timeType", "values": times if self.witness else []},
            {
                "facetParameter": "locationMainGroup",
                "values": [
                    {"facetParameter": "locations", "values": places},
                    {
                        "facetParameter": "jobFamilyGroup",
                        "values": [] if self.doubled else families,
                    },
                ],
            },
            {"facetParameter": "odd", "values": [None, {"id": 3}, {"count": 5}]},
            "odd",
        ]


def sitemaps(*sites: str) -> str:
    lines = [f"Sitemap: {HOST}/{site}/siteMap.xml" for site in sites]
    return "\n".join(["User-agent: *", "Disallow: /x", *lines])


async def test_more_than_one_list_shows_is_read_by_a_facet_in_a_group() -> None:
    tenant = Tenant({"Ext": range(3000)})
    listing = await Web(tenant).list(ADDRESSES["workday"])
    assert len(listing.postings) == 3000
    assert listing.whole
    asked = {tuple(each["appliedFacets"].get("jobFamilyGroup", ())) for each in tenant.requests}
    # The families of 1000 each would reach the cap together.
    assert asked == {(), ("f0",), ("f1",), ("f2",)}


async def test_a_total_beyond_the_cap_is_believed() -> None:
    listing = await Web(Tenant({"Ext": range(2500)}, capped=False, witness=False)).list(
        ADDRESSES["workday"]
    )
    assert (len(listing.postings), listing.whole) == (2500, True)


async def test_a_facet_that_nothing_confirms_makes_no_whole_list() -> None:
    tenant = Tenant({"Ext": range(2500)}, doubled=True, witness=False)
    listing = await Web(tenant).list(ADDRESSES["workday"])
    assert not listing.whole
    assert any("more than" in note for note in listing.notes)


async def test_facets_that_do_not_add_up_to_the_total_are_left_and_the_list_is_not_whole() -> None:
    tenant = Tenant({"Ext": range(2500)}, doubled=True, witness=False, capped=False)
    listing = await Web(tenant).list(ADDRESSES["workday"])
    assert (len(listing.postings), listing.whole) == (CAP, False)
    assert all(not each["appliedFacets"] for each in tenant.requests)


async def test_a_facet_that_is_not_obeyed_costs_little_and_no_posting_that_is_shown() -> None:
    tenant = Tenant({"Ext": range(3000)}, obeys=False)
    listing = await Web(tenant).list(ADDRESSES["workday"])
    assert (len(listing.postings), listing.whole) == (CAP, False)
    assert len(tenant.requests) == 1 + 100 + 2


async def test_a_list_that_the_careers_url_narrows_is_cut_by_another_facet_within_it() -> None:
    tenant = Tenant({"Ext": range(4200)}, robots=sitemaps("Ext", "Students"))
    address = BoardAddress(
        "workday", "Ext", "acme.wd5.myworkdayjobs.com", filters=(("timeType", "full"),)
    )
    web = Web(tenant)
    listing = await web.list(address)
    assert len(listing.postings) == 4200
    assert all(each["appliedFacets"]["timeType"] == ["full"] for each in tenant.requests)
    assert ROBOTS not in web.asked


async def test_a_tenants_other_sites_are_read_and_what_two_show_is_one() -> None:
    robots = sitemaps("Ext", "Students", "ext") + "\nSitemap: https://evil.example/Ext2/siteMap.xml"
    web = Web(Tenant({"Ext": range(30), "Students": range(25, 40)}, robots=robots))
    listing = await web.list(ADDRESSES["workday"])
    urls = {posting.url for posting in listing.postings}
    assert len(urls) == 40
    assert f"{HOST}/Ext/job/a/b_29" in urls
    assert f"{HOST}/Students/job/a/b_30" in urls
    assert f"{HOST}/Students/job/a/b_29" not in urls
    assert listing.whole
    assert not any(part in url for url in web.asked for part in ("evil", "ext/", "Ext2"))


@pytest.mark.parametrize("robots", [None, "User-agent: *\nDisallow:", "<html>Welcome</html>"])
async def test_a_tenant_that_names_no_sites_is_read_as_before(robots: str | None) -> None:
    listing = await Web(Tenant({"Ext": range(30)}, robots=robots)).list(ADDRESSES["workday"])
    assert (len(listing.postings), listing.whole, listing.notes) == (30, True, ())


async def test_a_site_that_is_not_for_everybody_is_none_and_one_in_trouble_is_missing() -> None:
    robots = sitemaps("Ext", "Gone", "Inner")
    inner: Sites = {"Ext": range(30), "Inner": ForbiddenError("no")}
    listing = await Web(Tenant(inner, robots=robots)).list(ADDRESSES["workday"])
    assert (len(listing.postings), listing.whole, listing.notes) == (30, True, ())
    trouble: Sites = {"Ext": range(30), "Inner": PassingError("later", code="server_error")}
    listing = await Web(Tenant(trouble, robots=robots)).list(ADDRESSES["workday"])
    assert (len(listing.postings), listing.whole) == (30, False)
    assert "later" in listing.notes[0]


async def test_so_many_sites_at_most_are_asked() -> None:
    sites = {f"S{number}": [number] for number in range(100)}
    web = Web(Tenant({"Ext": range(3), **sites}, robots=sitemaps(*sites)))
    await web.list(ADDRESSES["workday"])
    assert len(web.asked) == 2 + 12


async def test_a_host_of_many_tenants_tells_nothing_of_one() -> None:
    address = BoardAddress("workday", "acme/Ext", "wd3.myworkdaysite.com")
    api = "https://wd3.myworkdaysite.com/wday/cxs/acme/Ext/jobs"
    web = Web({api: answers.WHOLE["workday"]})
    await web.list(address)
    assert web.asked == [api]


MAINTENANCE = "<!doctype html><title>Workday</title><h1>Scheduled maintenance until 6 am</h1>"


def test_the_page_for_maintenance_is_trouble_that_passes_and_no_empty_list() -> None:
    with pytest.raises(PassingError, match="maintenance"):
        listed("workday", MAINTENANCE)
    with pytest.raises(PassingError, match="maintenance"):
        read("workday", MAINTENANCE, f"{HOST}/wday/cxs/acme/Ext/job/1")


def test_a_posting_about_maintenance_is_read() -> None:
    job = {"jobDescription": "<p>Maintenance of ships</p>"}
    source = f"{HOST}/wday/cxs/acme/Ext/job/Maintenance-Technician_1"
    assert read("workday", {"jobPostingInfo": job}, source).text == "Maintenance of ships"
