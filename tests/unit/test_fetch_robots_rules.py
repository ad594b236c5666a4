from time import perf_counter

import pytest

from reactor.fetch.client import PRODUCT, USER_AGENT
from reactor.fetch.robots_rules import MAX_WILDCARDS, allows, read_rules

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


def test_no_more_wildcards_count_than_can_be_asked_in_a_moment() -> None:
    rules = [f"Disallow: /{number}*" for number in range(MAX_WILDCARDS + 1)]
    found = read_rules("\n".join(["User-agent: *", *rules, "Disallow: /secret"]))
    assert found.cut
    assert found.text.count("*") == 1 + MAX_WILDCARDS
    assert not allows(found.text, "https://careers.example/secret"), "plain rules go on counting"


def test_rules_for_others_count_for_nothing() -> None:
    others = "".join(f"User-agent: bot{n}\nDisallow: /{n}*\n" for n in range(MAX_WILDCARDS + 1))
    found = read_rules(f"{others}User-agent: *\nCrawl-delay: 4\nDisallow: /a*b$\n")
    assert not found.cut
    assert found.delay == 4
    assert "bot" not in found.text
    assert not allows(found.text, "https://careers.example/a/b")


def test_what_closes_nothing_need_not_be_asked() -> None:
    for text in ("", "User-agent: *\nDisallow:", "User-agent: *\nAllow: /", "Sitemap: /x*"):
        assert not read_rules(text).text


def test_lines_about_the_whole_site_end_no_group() -> None:
    for between in ("Sitemap: https://x.example/a", "Host: x.example", "# a comment", ""):
        text = f"User-agent: bot\n{between}\nUser-agent: *\nDisallow: /jobs"
        assert not allows(read_rules(text).text, JOBS)
