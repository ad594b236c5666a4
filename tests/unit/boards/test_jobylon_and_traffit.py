"""What Jobylon and TRAFFIT state of a posting, and the forms in which they do."""

import pytest

from reactor.errors import LastingError
from reactor.posting import Salary
from reactor.scrape.boards import BoardPage, Request, recognise_address
from reactor.scrape.tasks import list_board
from tests.boards.specimen import Job
from tests.boards.specimens.jobylon import embedded_list, literal_of
from tests.boards.specimens.traffit import entry
from tests.unit.boards.asking import page_of

_JOBYLON = "https://cdn.jobylon.com/jobs/companies/2631/embed/v2/?page_size=1000"
_TRAFFIT = "https://acme.traffit.com/public/job_posts/published"


def listed(board: str, url: str, answer: object) -> BoardPage:
    paged = {"X-Request-Page-Size": "100", "X-Request-Current-Page": "1"}
    return list_board(board, page_of(url, answer), Request(url, headers=paged))


@pytest.mark.parametrize(
    "day", ["21 april 2026", "21. april 2026", "April 21, 2026", "21. huhtikuuta 2026"]
)
def test_a_day_is_understood_in_the_lists_language(day: str) -> None:
    page = listed("jobylon", _JOBYLON, embedded_list(literal_of(Job(7, "Kock", "Lund"), day)))
    posting = page.vacancies[0].posting
    assert (posting.posted_at, posting.valid_through) == ("2026-04-21", "2026-05-30")
    assert (posting.location, posting.remote, posting.employment_type) == ("Lund", False, "Heltid")


def test_a_list_that_is_no_plain_data_is_no_empty_list() -> None:
    with pytest.raises(LastingError):
        listed("jobylon", _JOBYLON, embedded_list("{id: load(7), title: 'Kock'}"))


def test_a_group_of_companies_is_another_board_than_one_of_them() -> None:
    group = recognise_address("https://cdn.jobylon.com/jobs/company-groups/241/embed/v2/")
    assert group
    assert group.slug == "company-groups/241"
    assert recognise_address("https://emp.jobylon.com/jobs/7-acme-kock/") is None


def test_traffits_pay_place_and_dates_are_known() -> None:
    posting = listed("traffit", _TRAFFIT, [entry(Job(7, "Kucharz"))]).vacancies[0].posting
    assert posting.salary == Salary(6000, 8000, "PLN", "month")
    assert (posting.location, posting.remote) == ("Lyon, France", False)
    assert posting.posted_at == "2026-11-02"
    assert "A steady hand" in posting.text


def test_traffits_place_may_be_an_object() -> None:
    job = entry(Job(7, "Kucharz"))
    place = {"field_id": "geolocation", "value": {"locality": "Krak\u00f3w", "country": "Polska"}}
    job["advert"]["values"] = [place]
    assert listed("traffit", _TRAFFIT, [job]).vacancies[0].posting.location == "Krak\u00f3w, Polska"


@pytest.mark.parametrize("stated", ["1", 1, True])
def test_traffits_remote_work_goes_before_the_work_model(stated: object) -> None:
    job = entry(Job(7, "Kucharz"))
    job["options"] |= {"remote": stated}
    assert listed("traffit", _TRAFFIT, [job]).vacancies[0].posting.remote


def test_without_a_count_a_full_page_has_another_behind_it() -> None:
    jobs = [entry(Job(number, "Kucharz")) for number in range(100)]
    following = listed("traffit", _TRAFFIT, jobs).following
    assert following
    assert following.headers["X-Request-Current-Page"] == "2"
    assert listed("traffit", _TRAFFIT, jobs[:99]).following is None
