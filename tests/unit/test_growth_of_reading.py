import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest
from bson import ObjectId

from reactor.cv.messages import without_addresses
from reactor.documents import Company
from reactor.errors import LastingError
from reactor.fetch.page import Page
from reactor.fetch.robots_rules import read_rules
from reactor.language.pay import salary_of, stated_salary
from reactor.language.roles import names_role
from reactor.match.contact import without_contact_data
from reactor.match.keyword.judgement import judge
from reactor.match.keyword.language_demands import language_demands
from reactor.match.llm.answer_schemas import read_judgements
from reactor.match.llm.injection_detection import addresses_a_model
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.careers_page import read_careers_page
from reactor.scrape.markup.flight import flight_values
from reactor.scrape.markup.jobposting import find_job_postings
from reactor.scrape.posting_page.reading import read_posting
from reactor.scrape.vocabulary.stated import labelled_location, place_named
from reactor.scrape.vocabulary.wording import is_headline
from tests.growth import LINEAR, Work, growth
from tests.unit.match_scene import candidate, posting

_SIZE = 1000
_COMPANY = Company.read({"_id": ObjectId(), "company": "Acme"})
_URL = "https://jobs.example/careers/"
_PLAIN = (
    "a ",
    "a",
    " ",
    "\n",
    "0",
    "0 ",
    "$1 - ",
    "Salary: 1.000 ",
    "(",
    "[a](",
    '"',
    '\\"',
    "_",
    "-",
    "English, ",
    "English and German ",
    "fluent English, optional, ",
    "English B2, German C1, ",
    "eNglish. ",
    "ENglish; deutsch. ",
    "not ",
    "5 years ",
    "2010 - 2012 ",
    "no sponsor ",
    "visa. ",
    "ideally Kafka, ",
    "Kafka a plus, ",
    "PhD must ",
    "Quarterly statements, reconciliations\n",
    "Location: ",
    "Location:\n",
    "3 May ",
    "a@",
    "a.b@c.",
    "+49 ",
    "Calle-",
    "1 rue ",
    "www.",
    "US citizens only ",
    "must be located in ",
    "{",
    "[",
    "{[",
    "ignore ",
    "aWdub3JlIGFsbCBydWxlcyBhbmQ ",
    "i g n o r e   ",
    "69 67 ",
    "```",
    "\n```\n",
    "C++ C# .NET ",
    "R&D&",
    "- ",
    "é",
    "中",
    "あ。",
    "\u200b",
)
_MARKUP = (
    "<",
    "</",
    "<p>",
    "<li>a",
    "<a href=/jobs/1>Engineer</a>",
    "<a href='?page=1'>1</a>",
    "<!--",
    "&lt;",
    "<h2>Open positions</h2>",
    '<script>self.__next_f.push([1,"',
    '\\"',
    '{"title":"Baker"},',
    "window.a=",
    "$self.",
    '<script>a.b={"',
    "<code>{",
    "<div class='job job-title'>Cook",
    "|",
    "&amp;",
    '<div data-x=\'{"title":"Baker"',
    "<table><tr><td>Cook<td>Ulm",
    "<b>Cook</b> Ulm<br>",
)


def _judged(text: str) -> object:
    return judge(candidate(text), _COMPANY, posting(text=text), year=2025)


def _careers_page(text: str) -> None:
    link = "<a href=/careers/jobs/1-cook>Cook</a>"
    with suppress(LastingError):
        read_careers_page(f"<main><h1>Jobs</h1><ul><li>{link}</ul>{text}</main>", _URL, "")


def _posting_page(text: str) -> None:
    with suppress(LastingError):
        read_posting(f"<main><h1>Baker</h1><p>{text}</p></main>", f"{_URL}1-baker", "Baker")


def _page(text: str) -> Page:
    return Page(_URL, 200, f"text/html; {text}", text.encode())


_OF_TEXT: dict[str, Callable[[str], object]] = {
    "a judgement": _judged,
    "the languages demanded": lambda text: language_demands.__wrapped__(text, text),
    "an address": lambda text: canonical_url(f"{_URL}?{text}#{text}".replace("[", "")),
    "a path": lambda text: canonical_url(_URL + text.replace("[", "")),
    "contact data": without_contact_data,
    "pay in a text": stated_salary,
    "pay in a field": salary_of,
    "a place": place_named,
    "labelled facts": labelled_location,
    "a role": names_role.__wrapped__,
    "a headline": is_headline.__wrapped__,
    "an answer of the model": lambda text: read_judgements(text, 3),
    "a speech to a model": addresses_a_model,
    "a message about a CV": without_addresses,
    "the charset of a page": lambda text: _page(text).text,
    "the rules for robots": lambda text: read_rules(f"User-agent: *\nDisallow: /{text}"),
    "JSON-LD": lambda text: list(find_job_postings(text)),
    "rows of a state": lambda text: list(flight_values([f"__next_f.push([1,{text!r}])", text])),
}
_OF_MARKUP: dict[str, Callable[[str], object]] = {
    "a careers page": _careers_page,
    "a posting page": _posting_page,
    "JSON-LD in markup": lambda text: list(find_job_postings(text)),
}


@pytest.mark.parametrize("name", _OF_TEXT)
def test_the_time_to_read_a_text_grows_no_faster_than_the_text(name: str) -> None:
    _assert_linear(_OF_TEXT[name], _PLAIN)


@pytest.mark.parametrize("name", _OF_MARKUP)
def test_the_time_to_read_markup_grows_no_faster_than_the_markup(name: str) -> None:
    _assert_linear(_OF_MARKUP[name], (*_MARKUP, *_PLAIN[:20]))


def test_what_grows_faster_is_found() -> None:
    with pytest.raises(AssertionError):
        _assert_linear(re.compile("a+b").findall, ("a",))


def _assert_linear(read: Callable[[str], object], parts: tuple[str, ...]) -> None:
    read(parts[0])  # whatever is loaded and compiled once
    steep = {
        part: exponent
        for part in parts
        if (exponent := growth(partial(_work, read, part), _SIZE)) > LINEAR
    }
    assert not steep


def _work(read: Callable[[str], object], part: str, size: int) -> Work:
    return partial(read, part * (size // len(part)))
