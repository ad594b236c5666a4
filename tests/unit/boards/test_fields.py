"""What is read of one posting of each board: the labelled set is in `answers`."""

import pytest

from reactor.posting import Posting, Salary
from tests.unit.boards import answers
from tests.unit.boards.asking import postings

READ = {
    "greenhouse": Posting(
        url="https://acme.com/jobs?gh_jid=17",
        title="Welder",
        text="You & we\n- weld",
        location="Remote, US",
        remote=True,
        employment_type="Full-time",
        posted_at="2026-05-01T10:00:00-04:00",
        valid_through="2026-07-01",
        salary=Salary(50, 60, "USD"),
    ),
    "lever": Posting(
        url="https://jobs.lever.co/acme/a-1",
        title="Welder",
        text="Weld.\nYou & we\n- weld\n- saw\nMore.",
        location="Lyon; Paris",
        remote=False,
        employment_type="CDI",
        posted_at="2026-01-05",
        salary=Salary(20, 30.5, "EUR", "hour"),
    ),
    "ashby": Posting(
        url="https://jobs.ashbyhq.com/acme/b-1",
        title="Welder",
        text="Duties\nWeld.",
        location="Toronto; Montreal",
        remote=False,
        employment_type="FullTime",
        posted_at="2026-05-01",
        salary=Salary(100_000, None, "CAD", "year"),
    ),
    "workable": Posting(
        url="https://apply.workable.com/j/AB12",
        title="Welder",
        text="Duties\nWeld.",
        location="Athens, Attica, Greece",
        remote=False,
        employment_type="Full-time",
        posted_at="2026-05-01",
    ),
    "smartrecruiters": Posting(
        url="https://jobs.smartrecruiters.com/Acme1/7439",
        title="Welder",
        location="Bilbao, ES",
        remote=False,
        employment_type="Full-time",
        posted_at="2026-05-01T00:00:00Z",
        source="https://api.smartrecruiters.com/v1/companies/acme/postings/7439",
    ),
    "recruitee": Posting(
        url="https://jobs.acme.com/o/welder",
        title="Welder",
        text="Weld.\nYou\n- saw",
        location="Gdańsk, Poland; Kraków, Poland",
        remote=False,
        employment_type="fulltime",
        posted_at="2026-05-01 21:44:46 UTC",
        valid_through="2026-07-01",
        salary=Salary(60_000, 75_000, "EUR", "year"),
    ),
    "personio": Posting(
        url="https://acme.jobs.personio.de/job/17",
        title="Welder",
        text="Your duties\n- Weld\nYou & we\nSaw",
        location="Munich; Berlin",
        employment_type="permanent, full-time",
        posted_at="2026-05-01T10:00:00+00:00",
        salary=Salary(40_000, 50_000, "EUR", "year"),
    ),
    "bamboohr": Posting(
        url="https://acme.bamboohr.com/careers/86",
        title="Welder",
        location="Ottawa, Ontario, Canada",
        remote=False,
        employment_type="Full Time",
        source="https://acme.bamboohr.com/careers/86/detail",
    ),
    "teamtailor": Posting(
        url="https://jobs.acme.com/jobs/17-welder",
        title="Welder & sawyer",
        text="Duties\nWeld",
        location="Malmö, Sweden; Somewhere",
        remote=True,
        posted_at="2026-05-04T10:00:00+02:00",
    ),
    "workday": Posting(
        url="https://acme.wd5.myworkdayjobs.com/Ext/job/Boston/Welder_JR1",
        title="Welder",
        location="Boston, MA",
        remote=False,
        employment_type="Full time",
        source="https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/Ext/job/Boston/Welder_JR1",
    ),
    "breezy": Posting(
        url="https://acme.breezy.hr/p/18df-welder",
        title="Welder",
        location="Tampa, FL",
        remote=True,
        employment_type="Full-Time",
        posted_at="2026-05-01T00:00:00Z",
        salary=Salary(50_000, 60_000, "USD", "year"),
    ),
    "pinpoint": Posting(
        url="https://acme.pinpointhq.com/en/postings/1",
        title="Welder",
        text="Weld.\nDuties & more\n- saw",
        location="Leeds",
        remote=False,
        employment_type="Full time",
        valid_through="2026-07-01",
        salary=Salary(70, 90, "USD", "hour"),
    ),
    "rippling": Posting(
        url="https://ats.rippling.com/acme/jobs/u-1",
        title="Welder",
        location="Boston, MA",
        source="https://api.rippling.com/platform/api/ats/v1/board/acme/jobs/u-1",
    ),
    "jazzhr": Posting(
        url="https://acme.applytojob.com/apply/AbC123/Welder",
        title="Welder",
        location="Austin, TX",
    ),
}


@pytest.mark.parametrize("board", READ)
def test_every_field_that_a_board_states_is_read(board: str) -> None:
    (posting,) = postings(board, answers.WHOLE[board])
    expected = READ[board]
    assert posting == Posting(
        **{name: getattr(expected, name) for name in Posting.__slots__ if name != "board"},
        board=board,
    )
