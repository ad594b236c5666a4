"""Where a page's scripts get its list from: found in what they were answered, kept, and read."""

import json
from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.fetch.browser.rendered_page import ScriptResponse
from reactor.fetch.page import Page
from reactor.posting import Posting
from reactor.scrape.javascript_pages.learning import find_source
from reactor.scrape.javascript_pages.reading import read_list
from reactor.scrape.javascript_pages.source import ListSource, source_from

PAGE = "https://acme.example/careers"
API = "https://api.acme.example/v1/jobs?page=1"
SHOWN = [
    Posting(url=f"https://acme.example/jobs/{number}-{word.lower()}", title=word)
    for number, word in ((17, "Welder"), (18, "Pilot"), (19, "Cook"))
]


def entry(number: int, word: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "slug": f"{number}-{word.lower()}", "title": word, **more}


ENTRIES = [entry(17, "Welder"), entry(18, "Pilot"), entry(19, "Cook")]


def seen(answer: Any, url: str = API, body: str = "", **headers: str) -> ScriptResponse:
    return ScriptResponse(url, body, json.dumps(answer), headers)


def read(source: ListSource, answer: Any) -> list[Posting]:
    page = Page(source.url, 200, "application/json", json.dumps(answer).encode())
    return list(read_list(page, source).postings)


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ({"jobs": ENTRIES}, ("jobs",)),
        (ENTRIES, ()),
        ({"data": {"jobs": {"edges": [{"node": each} for each in ENTRIES]}}}, None),
        ([{"group": "Ships", "jobs": ENTRIES}], (0, "jobs")),
    ],
)
def test_the_answer_that_holds_what_a_page_shows_is_found_and_read_again(
    answer: Any, path: tuple[str | int, ...] | None
) -> None:
    menu = seen({"items": [{"title": "Home", "url": "/"}, {"title": "About us", "url": "/about"}]})
    source = find_source([menu, seen(answer)], SHOWN, PAGE)
    assert source
    assert source.url == API
    assert path is None or source.path == path
    assert [(p.url, p.title) for p in read(source, answer)] == [(p.url, p.title) for p in SHOWN]


def test_an_address_that_is_stated_needs_no_form_and_may_be_relative_to_the_page() -> None:
    answer = {"jobs": [{"title": p.title, "path": p.url[20:]} for p in SHOWN]}
    source = find_source([seen(answer)], SHOWN, PAGE)
    assert source
    assert (source.part, source.form) == ("path", "")
    assert [p.url for p in read(source, answer)] == [p.url for p in SHOWN]


def test_a_number_of_one_digit_makes_an_address_where_others_prove_it() -> None:
    shown = [Posting(url=f"https://v2.example/v7/{n}/job", title=f"Welder {n}") for n in (2, 7, 12)]
    answer = {"jobs": [{"id": n, "title": f"Welder {n}"} for n in (2, 7, 12)]}
    source = find_source([seen(answer)], shown, "https://v2.example/")
    assert source
    assert source.form == "https://v2.example/v7/{}/job"
    assert [p.url for p in read(source, answer)] == [p.url for p in shown]


def test_new_entries_get_addresses_in_the_form_that_the_page_proved() -> None:
    source = find_source([seen({"jobs": ENTRIES})], SHOWN, PAGE)
    assert source
    new = {"jobs": [entry(44, "Baker"), *ENTRIES[:1], entry(45, "Clerk", status="draft")]}
    assert [p.url for p in read(source, new)] == [
        "https://acme.example/jobs/44-baker",
        "https://acme.example/jobs/17-welder",
    ]


@pytest.mark.parametrize(
    "answer",
    [
        {"jobs": ENTRIES[:1]},
        {"people": [{"title": word, "id": 900 + n} for n, word in enumerate(("Welder", "Cook"))]},
        {"jobs": [{**each, "slug": "x", "id": 1} for each in ENTRIES]},
        {"jobs": "Welder Pilot Cook"},
        "Welder",
    ],
)
def test_an_answer_that_holds_only_something_like_it_is_not_taken(answer: Any) -> None:
    assert find_source([seen(answer)], SHOWN, PAGE) is None


def test_what_was_learned_is_stored_and_recalled() -> None:
    body = '{"$filter": {"a.b": 1}, "offset": 0}'
    headers = {"X-Api-Key": "k", "Cookie": "secret", "Authorization": "Bearer t", "Accept": "*"}
    source = find_source([seen({"jobs": ENTRIES}, body=body, **headers)], SHOWN, PAGE)
    assert source
    assert source.headers == {"X-Api-Key": "k", "Authorization": "Bearer t"}
    assert source_from(source.fields()) == source


@pytest.mark.parametrize(
    "broken",
    [
        {"url": 3},
        {"url": "file:///etc/passwd"},
        {"url": "https://x.example/" + "x" * 3_000},
        {"path": "jobs"},
        {"path": [None]},
        {"path": ["x"] * 99},
        {"body": "{"},
        {"body": 3},
    ],
)
def test_what_somebody_else_wrote_there_is_not_believed(broken: dict[str, Any]) -> None:
    source = find_source([seen({"jobs": ENTRIES})], SHOWN, PAGE)
    assert source
    assert source_from({**source.fields(), **broken}) is None
    assert source_from("https://acme.example") is None


@pytest.mark.parametrize("answer", [{"jobs": []}, {"error": "no"}, [], {"jobs": [{"x": 1}]}])
def test_an_answer_that_lists_nothing_is_a_failure_and_no_empty_list(answer: Any) -> None:
    source = find_source([seen({"jobs": ENTRIES})], SHOWN, PAGE)
    assert source
    with pytest.raises(LastingError):
        read(source, answer)


def test_a_long_description_is_the_text_and_a_teaser_is_not() -> None:
    source = find_source([seen({"jobs": ENTRIES})], SHOWN, PAGE)
    assert source
    whole = "".join(f"<p>You weld part {number} of our ships by hand.</p>" for number in range(30))
    told = [
        entry(17, "Welder", description=whole),
        entry(18, "Pilot", description="<p>Fly with us.</p>"),
        entry(19, "Cook", description=whole[:-4] + " …</p>"),
    ]
    texts = [posting.text for posting in read(source, {"jobs": told})]
    assert texts[0].startswith("You weld part 0 of our ships")
    assert texts[1:] == ["", ""]


@pytest.mark.parametrize(
    ("url", "body", "then"),
    [
        ("https://x.example/?page=1&q=a", None, ("https://x.example/?page=2&q=a", None)),
        ("https://x.example/?offset=0", None, ("https://x.example/?offset=20", None)),
        (
            "https://x.example/",
            {"offset": 0, "a": 1},
            ("https://x.example/", {"offset": 20, "a": 1}),
        ),
        ("https://x.example/", {"pageNumber": 0}, ("https://x.example/", {"pageNumber": 1})),
        ("https://x.example/?year=2026", None, None),
        ("https://x.example/?page=last", {"page": True}, None),
    ],
)
def test_a_list_of_several_answers_is_asked_for_on(
    url: str, body: dict[str, Any] | None, then: tuple[str, Any] | None
) -> None:
    further = ListSource(url, body, (), "id", "", PAGE).further(20)
    assert (further and (further.url, further.body)) == then


@pytest.mark.parametrize(("key", "stated"), [("total", 90), ("totalCount", 90), ("version", 0)])
def test_how_many_there_are_is_read_beside_the_list(key: str, stated: int) -> None:
    source = ListSource(API, None, ("jobs",), "slug", "https://acme.example/jobs/{}", PAGE)
    answer = json.dumps({"jobs": ENTRIES, "meta": {key: 90}}).encode()
    assert read_list(Page(API, 200, "application/json", answer), source).total == stated
