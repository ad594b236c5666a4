"""What a careers page calls its company."""

import pytest

from reactor.fetch.page import Page
from reactor.scrape.page_name import company_named, title_of

URL = "https://careers.lumen-clinic.example/jobs"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Careers at Lumen Clinic", "Lumen Clinic"),
        ("Jobs at Lumen", "Lumen"),
        ("Lumen Clinic Careers", "Lumen Clinic"),
        ("Lumen Clinic | Careers", "Lumen Clinic"),
        ("Open positions - Lumen Clinic", "Lumen Clinic"),
        ("Stellenangebote bei Lumen", "Lumen"),
        ("Karriere \u2013 Lumen Klinik", "Lumen Klinik"),
        ("Lumen jobs", "Lumen"),
        ("Join Lumen", "Lumen"),
        ("Lumen", "Lumen"),
        ("Careers", "Lumen Clinic"),
        ("Current Openings", "Lumen Clinic"),
        ("", "Lumen Clinic"),
        ("Lumen's Job Board", "Lumen"),
        ("Work at Lumen!", "Lumen"),
        ("Jobs at", "Jobs at"),
        ("| - |", "Lumen Clinic"),
        ("x" * 500, "x" * 80),
    ],
)
def test_a_company_is_called_as_its_page_calls_it_else_as_its_address_does(
    title: str, name: str
) -> None:
    assert company_named(title, URL) == name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://jobs.lever.co/acme-robotics", "Acme Robotics"),
        ("https://acme.bamboohr.com/careers", "Acme"),
        ("https://www.acme.co.uk/jobs", "Acme"),
        ("http://127.0.0.1:8000/careers", "127.0.0.1"),
        ("http://localhost/careers", "localhost"),
    ],
)
def test_without_a_title_the_address_tells(url: str, name: str) -> None:
    assert company_named("", url) == name


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<title>Jobs\n at  Acme</title>", "Jobs at Acme"),
        ('<meta property="og:site_name" content="Acme"><title>Jobs</title>', "Acme"),
        ("<p>nothing</p>", ""),
        ("", ""),
    ],
)
def test_a_page_names_its_site_or_has_a_title(markup: str, title: str) -> None:
    body = f"<html><head>{markup}</head><body><p>x</p></body></html>".encode()
    assert title_of(Page(URL, 200, "text/html", body)) == title


def test_what_is_no_web_page_has_no_title() -> None:
    assert title_of(Page(URL, 200, "application/json", b"{}")) == ""
