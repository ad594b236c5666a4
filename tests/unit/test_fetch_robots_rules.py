from time import perf_counter

import pytest

from reactor.fetch.client import PRODUCT, USER_AGENT
from reactor.fetch.robots_rules import allows, read_rules

JOBS = "https://careers.example/jobs/1"


def allowed(text: str, url: str = JOBS) -> bool:
    return allows(read_rules(text).text, url)


@pytest.mark.parametrize(
    "text",
    [
        *("", "<!doctype html><title>Jobs</title>", "User-agent: *\nDisallow:", "\0\0\0"),
        "User-agent: *\nDisallow: /admin",
        "User-agent: *\nDisallow: /\nAllow: /jobs",
        "User-agent: GPTBot\nUser-agent: Scrapy\nDisallow: /",
        "User-agent: *\nDisallow: /\n\nUser-agent: ScoutlyReactor\nDisallow: /secret",
        # A name that is only like ours, and one that ours begins with.
        "User-agent: ScoutlyReactorX\nDisallow: /\n\nUser-agent: Scoutly\nDisallow: /",
    ],
)
def test_what_is_not_closed_to_us_is_open(text: str) -> None:
    assert allowed(text)


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /",
        "user-agent:*\r\ndisallow:/jobs\r\n",
        "User-agent: *\nDisallow: /*/1$",
        "User-agent: GPTBot\nUser-agent: *\nDisallow: /",
        "User-agent: *\nAllow: /\n\nUser-agent: scoutlyreactor # you\nDisallow: /",
        "User-agent: ScoutlyReactor/1.0\nDisallow: /jobs",
    ],
)
def test_what_is_closed_to_all_or_to_us_is_closed(text: str) -> None:
    assert not allowed(text)


def test_the_name_that_a_site_may_address_is_in_the_user_agent() -> None:
    assert USER_AGENT.startswith(f"{PRODUCT}/")
    assert "robots.txt" in USER_AGENT


def test_thousands_of_programs_with_thousands_of_rules_are_read_quickly() -> None:
    names = "".join(f"User-agent: bot{number}\n" for number in range(12_000))
    rules = "".join(f"Disallow: /{number}*a*b*c\n" for number in range(12_000))
    began = perf_counter()
    assert allowed(f"{names}User-agent: *\n{rules}Disallow: /secret", f"{JOBS}{'abc' * 500}")
    assert perf_counter() - began < 5
