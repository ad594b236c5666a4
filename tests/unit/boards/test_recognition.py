"""By what each board is recognised: a labelled set of addresses and of pages."""

import pytest

from reactor.scrape.boards import BoardAddress, recognise_address, recognise_in_page

WD = "acme.wd5.myworkdayjobs.com"

ADDRESSES = {
    "https://boards.greenhouse.io/acme": BoardAddress("greenhouse", "acme"),
    "https://job-boards.greenhouse.io/acme/jobs/17": BoardAddress("greenhouse", "acme"),
    "https://job-boards.eu.greenhouse.io/acme": BoardAddress("greenhouse", "acme", eu=True),
    "https://boards.greenhouse.io/embed/job_board?b=x&for=acme": BoardAddress("greenhouse", "acme"),
    "https://boards-api.greenhouse.io/v1/boards/acme/jobs": BoardAddress("greenhouse", "acme"),
    "https://jobs.lever.co/acme?lever-source=x": BoardAddress("lever", "acme"),
    "https://jobs.eu.lever.co/acme/": BoardAddress("lever", "acme", eu=True),
    "HTTPS://JOBS.LEVER.CO/Acme": BoardAddress("lever", "Acme"),
    "https://jobs.ashbyhq.com/acme.co": BoardAddress("ashby", "acme.co"),
    "https://jobs.ashbyhq.com/Acme%20Labs/17": BoardAddress("ashby", "Acme%20Labs"),
    "https://jobs.ashbyhq.com/Acme Labs": BoardAddress("ashby", "Acme%20Labs"),
    "https://apply.workable.com/acme/": BoardAddress("workable", "acme"),
    "https://apply.workable.com/acme/j/AB12/": BoardAddress("workable", "acme"),
    "https://acme.workable.com/jobs/17": BoardAddress("workable", "acme"),
    "https://careers.smartrecruiters.com/Acme1": BoardAddress("smartrecruiters", "Acme1"),
    "https://jobs.smartrecruiters.com/Acme1/7439-welder": BoardAddress("smartrecruiters", "Acme1"),
    "https://jobs.smartrecruiters.com/oneclick-ui/company/Acme1/x": BoardAddress(
        "smartrecruiters", "Acme1"
    ),
    "https://acme.recruitee.com/o/welder": BoardAddress("recruitee", "acme"),
    "https://acme.jobs.personio.de/?x=1": BoardAddress("personio", "acme", "acme.jobs.personio.de"),
    "https://acme.jobs.personio.com/job/1": BoardAddress(
        "personio", "acme", "acme.jobs.personio.com"
    ),
    "https://acme.bamboohr.com/careers/86": BoardAddress("bamboohr", "acme"),
    "https://acme.bamboohr.com/jobs/embed2.php": BoardAddress("bamboohr", "acme"),
    "https://acme.bamboohr.com": BoardAddress("bamboohr", "acme"),
    "https://acme.teamtailor.com/jobs": BoardAddress("teamtailor", "acme", "acme.teamtailor.com"),
    "https://career.teamtailor.com/": BoardAddress("teamtailor", "career", "career.teamtailor.com"),
    "https://acme.na.teamtailor.com/jobs": BoardAddress(
        "teamtailor", "acme", "acme.na.teamtailor.com"
    ),
    f"https://{WD}/Ext": BoardAddress("workday", "Ext", WD),
    f"https://{WD}/en-US/Ext/job/Boston/Welder_JR1": BoardAddress("workday", "Ext", WD),
    f"https://{WD}/wday/cxs/acme/Ext/jobs": BoardAddress("workday", "Ext", WD),
    "https://wd3.myworkdaysite.com/en-US/recruiting/acme/Ext": BoardAddress(
        "workday", "acme/Ext", "wd3.myworkdaysite.com"
    ),
    "https://acme.breezy.hr/p/18df": BoardAddress("breezy", "acme"),
    "https://acme.pinpointhq.com/en/postings/1": BoardAddress("pinpoint", "acme"),
    "https://ats.rippling.com/acme/jobs": BoardAddress("rippling", "acme"),
    "https://ats.rippling.com/en-GB/acme/jobs/u-1": BoardAddress("rippling", "acme"),
    "https://acme.applytojob.com/apply": BoardAddress("jazzhr", "acme"),
    "https://www.smartrecruiters.com/Acme1/7439990000-welder": BoardAddress(
        "smartrecruiters", "Acme1"
    ),
    "https://www.smartrecruiters.com/acme/7439990000-welder": BoardAddress(
        "smartrecruiters", "acme"
    ),
    "https://www.smartrecruiters.com/AcmeGroup": BoardAddress("smartrecruiters", "AcmeGroup"),
}

NO_BOARDS = (
    *("https://jobs.ashbyhq.com/embed", "https://boards.greenhouse.io/embed/job_board"),
    *("https://www.greenhouse.io/acme", "https://www.lever.co/acme", "https://lever.co/"),
    *(
        "https://www.workable.com/pricing",
        "https://jobs.workable.com/view/x",
        "ftp://jobs.lever.co/a",
    ),
    *("https://apply.workable.com/j/AB12", "https://help.workable.com/hc", "https://recruitee.com"),
    *("https://api.lever.co/v0", "https://jobs.lever.co/", "https://www.bamboohr.com/careers"),
    *("https://acme.bamboohr.com/login.php", "https://app.bamboohr.com/careers"),
    *("https://acme.bamboohr.com/employees/directory.php", "https://app.teamtailor.com/x"),
    *("https://www.breezy.hr/", "https://support.recruitee.com", "https://www.rippling.com/acme"),
    *("https://www.personio.de/", "https://acme.personio.de/login", f"https://{WD}/wday/authgwy"),
    *(
        "https://www.applytojob.com",
        "https://docs.pinpointhq.com",
        "https://evil.com/jobs.lever.co",
    ),
    *("https://www.smartrecruiters.com/pricing", "https://www.smartrecruiters.com/blog/hiring"),
    "https://boards.greenhouse.io/embed/job_app?token=4017000",
    *("https://acme.com/jobs?next=https://jobs.lever.co/acme", "https://jobs.lever.co.evil.com/a"),
)

PAGES = {
    '<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>': (
        BoardAddress("greenhouse", "acme")
    ),
    '<iframe src="https://boards.eu.greenhouse.io/embed/job_board?b=1&amp;for=acme">': (
        BoardAddress("greenhouse", "acme", eu=True)
    ),
    r'{"src":"https:\/\/boards-api.greenhouse.io\/v1\/boards\/acme\/jobs"}': (
        BoardAddress("greenhouse", "acme")
    ),
    '<script>{"urlToken": "acme"}</script> gh_jid=1': BoardAddress("greenhouse", "acme"),
    '<a href="/jobs?gh_jid=1">Welder</a><script>x={boardToken:"acme"}</script>': (
        BoardAddress("greenhouse", "acme")
    ),
    "<div data-x='{&quot;boardToken&quot;:&quot;acme&quot;}' id=grnhse_app>": (
        BoardAddress("greenhouse", "acme")
    ),
    "fetch('https://api.lever.co/v0/postings/acme?mode=json')": BoardAddress("lever", "acme"),
    "leverJobsOptions = {accountName: 'acme'}": BoardAddress("lever", "acme"),
    '<iframe id="ashby_embed_iframe" src="https://jobs.ashbyhq.com/acme.co/embed?v=2">': (
        BoardAddress("ashby", "acme.co")
    ),
    "<div class=whr-items></div><script>whr_embed(44153, {})</script>": (
        BoardAddress("workable", "44153")
    ),
    '<script src="//static.smartrecruiters.com/w.js"></script>widget({"company_code":"Acme1"})': (
        BoardAddress("smartrecruiters", "Acme1")
    ),
    '<script src="https://recruiteecdn.com/app.js">': (
        BoardAddress("recruitee", "", "jobs.acme.com")
    ),
    '"mailbox_email":"job.x@acme.recruitee.com"': BoardAddress("recruitee", "acme"),
    '<iframe src="https://acme.jobs.personio.com?language=en">': (
        BoardAddress("personio", "acme", "acme.jobs.personio.com")
    ),
    '<div id="BambooHR" data-domain="acme.bamboohr.com"></div>': BoardAddress("bamboohr", "acme"),
    '<script src="https://acme.bamboohr.com/js/embed.js"></script>': (
        BoardAddress("bamboohr", "acme")
    ),
    '<link href="https://assets-aws.teamtailor-cdn.com/careersite.css">': (
        BoardAddress("teamtailor", "", "jobs.acme.com")
    ),
    f'<a href="https://{WD}/en-US/Ext">Jobs</a><a href="https://{WD}/Ext/job/a/b">': (
        BoardAddress("workday", "Ext", WD)
    ),
    '<script src="https://acme.breezy.hr/embed/js">': BoardAddress("breezy", "acme"),
    '<script src="https://acme.pinpointhq.com/en/jobs.js">': BoardAddress("pinpoint", "acme"),
    '<iframe data-src="https://ats.rippling.com/embed/acme/jobs">': (
        BoardAddress("rippling", "acme")
    ),
    '<script src="//app.jazz.co/widgets/basic/create/acme">': BoardAddress("jazzhr", "acme"),
    '<a href="https://jobs.lever.co/acme/17">Welder</a><a href="https://jobs.lever.co/Acme/18">': (
        BoardAddress("lever", "acme")
    ),
    '<a href="https://www.greenhouse.io">By Greenhouse</a><a href="//jobs.lever.co/acme">': (
        BoardAddress("lever", "acme")
    ),
    # A widget outweighs links.
    '<a href="https://jobs.lever.co/investor"><iframe src="https://jobs.ashbyhq.com/acme/embed">': (
        BoardAddress("ashby", "acme")
    ),
}

PAGES_WITHOUT = {
    "links to two boards that may be anybody's": (
        '<a href="https://jobs.lever.co/one">One</a><a href="https://jobs.ashbyhq.com/two">Two</a>'
    ),
    "an investor's portfolio": "".join(
        f'<a href="https://{host}/company{number}">' for number in range(3)
        for host in ("jobs.lever.co", "boards.greenhouse.io")
    ),
    "a collection of widgets": "".join(
        f'<iframe src="https://jobs.lever.co/company{number}">' for number in range(9)
    ),
    "the vendors' own sites": "".join(
        f'<a href="https://{host}/">' for host in (
            *("www.lever.co", "www.workable.com", "help.bamboohr.com", "app.breezy.hr"),
            *("www.recruitee.com", "support.teamtailor.com", "www.rippling.com/recruiting"),
        )
    ),
    "the employees' entrance": '<a href="https://acme.bamboohr.com/login.php">Employees</a>',
    "a widget of Teamtailor's": '<script src="https://scripts.teamtailor-cdn.com/widgets/jobs.js">',
    "words": "We moved from Greenhouse and Lever to Workday, myworkdayjobs and teamtailor.",
}  # fmt: skip


OURS = "https://www.acme-harbour.example/careers"

LINKED = {
    # Its own by its name, wherever that is linked, and however.
    '<footer><a href="https://jobs.lever.co/acme">Careers</a></footer>': ["acme"],
    '<a href="https://jobs.lever.co/acme/17">Welder</a>': ["acme"],
    '<title>Jobs at Velmar</title><a href="https://jobs.lever.co/velmar/17">Welder</a>': ["velmar"],
    '<script>{"board": "https://jobs.lever.co/acme"}</script>': ["acme"],
    # Its own by what the link says.
    '<a href="https://jobs.lever.co/hh2">Open positions</a>': ["hh2"],
    '<a href="https://jobs.lever.co/hh2?team=a">Zu den Stellenangeboten</a>': ["hh2"],
    '<a href="https://jobs.lever.co/hh-us">Jobs in the US</a>'
    '<a href="https://boards.greenhouse.io/hheu">Jobs in Europe</a>': ["hheu", "hh-us"],
}
DOUBTED = {
    '<a href="https://jobs.lever.co/velmar">Velmar</a>': ["velmar"],
    '<a href="https://jobs.lever.co/velmar">Jobs at Velmar</a>': ["velmar"],
    '<a href="https://jobs.lever.co/hh2"><img src="x.png"></a>': ["hh2"],
    '<p>Visit our partner: <a href="https://jobs.lever.co/hh2">Open positions</a></p>': ["hh2"],
    '<footer><a href="https://jobs.lever.co/hh2">Careers</a></footer>': ["hh2"],
    "".join(f'<a href="https://jobs.lever.co/hh2/{n}-a">Cook {n}</a>' for n in range(3)): ["hh2"],
}
OF_OTHERS = (
    '<footer><p>Our partner: <a href="https://jobs.lever.co/hh2">Open positions</a></p></footer>',
    '<p>Our friends hire too: <a href="https://jobs.lever.co/velmar/17">Mechanic at Velmar</a></p>',
    '<footer><a href="https://jobs.lever.co/velmar">Velmar</a></footer>',
    f'<p>{"We sail with many others. " * 9}<a href="https://jobs.lever.co/velmar">Velmar</a></p>',
    '<a href="https://jobs.lever.co/one">One</a><a href="https://jobs.lever.co/two">Two</a>',
    '<script>{"partner": "https://jobs.lever.co/velmar"}</script>',
)


@pytest.mark.parametrize("markup", LINKED)
def test_a_board_of_the_companys_name_or_announced_as_its_list_is_the_companys(
    markup: str,
) -> None:
    found = recognise_in_page(markup, OURS)
    assert sorted(each.slug for each in found) == sorted(LINKED[markup])
    assert all(each.sure for each in found)


@pytest.mark.parametrize("markup", DOUBTED)
def test_one_board_that_may_be_anybodys_is_in_doubt(markup: str) -> None:
    found = recognise_in_page(markup, OURS)
    assert [(each.slug, each.sure) for each in found] == [(DOUBTED[markup][0], False)]


@pytest.mark.parametrize("markup", OF_OTHERS)
def test_a_partners_board_is_not_the_companys(markup: str) -> None:
    assert recognise_in_page(markup, OURS) == ()


@pytest.mark.parametrize("url", ADDRESSES)
def test_a_boards_own_address_is_recognised(url: str) -> None:
    found = recognise_address(url)
    assert found is not None
    expected = ADDRESSES[url]
    assert (found.board, found.slug, found.eu) == (expected.board, expected.slug, expected.eu)
    assert found.host == expected.host


@pytest.mark.parametrize("url", NO_BOARDS)
def test_an_address_that_is_no_companys_board_is_not_recognised(url: str) -> None:
    assert recognise_address(url) is None


@pytest.mark.parametrize("markup", PAGES)
def test_a_board_is_recognised_in_a_companys_own_page(markup: str) -> None:
    found = recognise_in_page(f"<html>{markup}</html>", "https://jobs.acme.com/careers")
    assert found == (PAGES[markup],)


@pytest.mark.parametrize("kind", PAGES_WITHOUT)
def test_a_page_that_shows_no_board_of_its_company_is_not_taken_for_one(kind: str) -> None:
    assert recognise_in_page(PAGES_WITHOUT[kind], "https://acme.com/careers") == ()


@pytest.mark.parametrize(
    "markup",
    [
        "<script " * 100_000 + "lever.co",
        "<script src " * 100_000 + "lever.co",
        "<script" + " src  " * 200_000 + "lever.co",
        "//boards.greenhouse.io/embed/job_board?" * 20_000,
        "//" + "a-" * 500_000 + "lever.co bamboohr.com recruitee teamtailor workable.com",
        "leverJobsOptions={" * 50_000,
        "@" + "a" * 500_000 + "recruitee",
        "COMEET.init({" * 50_000,
        "COMEET.init({ token: '" * 50_000,
        "//workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?cid" * 10_000,
        "//a.csod.com/ux/ats/careersite/4/home?" * 20_000,
        "//jsapi.recruiterbox.com/v1/openings?" * 20_000,
        "//www.paycomonline.net/v4/ats/web.php/jobs?" * 20_000,
        "//www.comeet.co/careers-api/2.0/company/B1.001/positions?" * 20_000,
    ],
    ids=[
        *("tags", "sources", "one tag", "addresses", "a word", "options", "a mailbox", "comeet"),
        *("comeet's tokens", "adp", "cornerstone", "trakstar", "paycom", "comeet's api"),
    ],
)
@pytest.mark.timeout(10)
def test_a_page_made_to_be_searched_for_ever_is_not(markup: str) -> None:
    assert recognise_in_page(markup, "https://acme.com/careers") == ()
