"""Every shape in which firms write postings is read, and what is written the same way is not."""

import pytest

from reactor.posting import Posting
from reactor.scrape.careers.careers_page import read_careers_page
from reactor.scrape.listing import Recognition

URL = "https://kiln.example/work"
DUTIES = "<p>Your tasks: you fire the kiln and keep the glazes. Write to us to apply.</p>"


def read(body: str) -> tuple[Posting, ...]:
    page = f"<html><body><nav><a href='/about'>About us</a></nav><main>{body}</main></body></html>"
    return read_careers_page(page, URL, "").listing.postings


def titles(body: str) -> list[str]:
    return [posting.title for posting in read(body)]


@pytest.mark.parametrize(
    "body",
    [
        "<details><summary>{}</summary>{}</details><details><summary>{}</summary>{}</details>",
        "<h3>{}</h3>{}<h3>{}</h3>{}",
        "<dl><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd></dl>",
        "<ul><li><strong>{}</strong> {}</li><li><strong>{}</strong> {}</li></ul>",
        "<table><tr><td>{}</td><td>{}</td></tr><tr><td>{}</td><td>{}</td></tr></table>",
        (
            "<div class=a><button>{}</button><div>{}</div></div>"
            "<div class=a><button>{}</button><div>{}</div></div>"
        ),
        (
            "<div class=c><div class=name>{}</div>{}</div><div class=c><div class=name>{}</div>{}"
            "</div>"
        ),
    ],
)
def test_postings_written_on_the_page_are_read_with_their_texts(body: str) -> None:
    page = f"<h2>Open positions</h2>{body.format('Kiln Operator', DUTIES, 'Potter', DUTIES)}"
    found = read(page)
    assert [posting.title for posting in found] == ["Kiln Operator", "Potter"]
    assert [posting.url for posting in found] == [f"{URL}#kiln-operator", f"{URL}#potter"]
    assert all("fire the kiln" in posting.text for posting in found)


def test_a_tab_and_a_card_open_what_stands_elsewhere() -> None:
    tabs = """<h2>Open positions</h2><ul role=tablist>
        <li><a role=tab href="#p1">Kiln Operator</a></li>
        <li><button role=tab aria-controls=p2>Potter</button></li></ul>"""
    panels = f"<div id=p1>{DUTIES}</div><div id=p2>{DUTIES.replace('kiln', 'wheel')}</div>"
    texts = {posting.title: posting.text for posting in read(f"{tabs}<p>Hello</p>{panels}")}
    assert "fire the kiln" in texts["Kiln Operator"]


@pytest.mark.parametrize(
    "others",
    [
        (
            "<h2>Questions</h2><div class=t><h4>How do I apply?</h4><p>Write to us.</p></div>"
            "<div class=t><h4>Who reads my letter?</h4><p>Lena does.</p></div>"
        ),
        (
            "<h2>Our team</h2><div class=t><h4>Anna Meyer</h4><p>Head of Sales</p></div>"
            "<div class=t><h4>Jan Novak</h4><p>Potter</p></div>"
        ),
        (
            "<h2>Latest news</h2><div class=t><h4>Potter of the year</h4><p>3 May 2026</p></div>"
            "<div class=t><h4>A new kiln in the old hall</h4><p>1 May 2026</p></div>"
        ),
        (
            "<h2>From the shop</h2><div class=t><h4>Teapot</h4><p>38,00 €</p></div>"
            "<div class=t><h4>Bowl</h4><p>12,50 €</p></div>"
        ),
    ],
)
def test_what_is_written_like_postings_under_another_heading_is_none(others: str) -> None:
    jobs = f"<h2>Open positions</h2><div class=t><h4>Kiln Operator</h4>{DUTIES}</div>"
    jobs += f"<div class=t><h4>Glaze whisperer</h4>{DUTIES}</div>"
    assert titles(jobs + others) == ["Kiln Operator", "Glaze whisperer"]
    assert titles(others + jobs) == ["Kiln Operator", "Glaze whisperer"]


def test_people_with_their_roles_are_no_postings() -> None:
    team = "".join(
        f"<div class=p><h4>{name}</h4><p class=role>{role}</p></div>"
        for name, role in (("Anna Meyer", "Head of Sales"), ("Bram de Vries", "Chief Engineer"))
    )
    assert titles(f"<h2>Who we are</h2>{team}") == []


@pytest.mark.parametrize(
    "mark",
    ["Potter (filled)", "<s>Potter</s>", "Potter \u2013 besetzt", "POSTE POURVU \u2013 Potter"],
)
def test_what_is_marked_as_filled_is_left_out(mark: str) -> None:
    rows = f"<li>Kiln Operator</li><li>Glazer</li><li>{mark}</li>"
    assert titles(f"<h2>Open positions</h2><ul>{rows}</ul>") == ["Kiln Operator", "Glazer"]


def test_what_stands_under_a_heading_of_filled_ones_is_left_out() -> None:
    page = """<h2>Offene Stellen</h2><ul><li><a href="/s/1">Töpfer (m/w/d)</a></li>
        <li><a href="/s/2">Brennmeisterin</a></li></ul>
        <h2>Abgeschlossene Verfahren</h2><ul><li><a href="/s/3">Glasurkoch</a></li></ul>"""
    assert titles(page) == ["Töpfer (m/w/d)", "Brennmeisterin"]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        (
            (
                "<li><h3>Potter</h3><span class=location>Uetze</span></li>"
                "<li><h3>Glazer</h3><span class=location>Hain</span></li>"
            ),
            ["Uetze", "Hain"],
        ),
        (
            (
                "<li><h3>Potter</h3><p>Uetze</p><a href=/j/1>More</a></li>"
                "<li><h3>Glazer</h3><p>Hain</p><a href=/j/2>More</a></li>"
            ),
            ["Uetze", "Hain"],
        ),
        ("<li>Potter <em>Uetze</em></li><li>Glazer <em>Hain</em></li>", ["Uetze", "Hain"]),
        (
            (
                "<li><h3>Potter</h3><p>Location: Uetze</p></li>"
                "<li><h3>Glazer</h3><p>Location: Hain</p></li>"
            ),
            ["Uetze", "Hain"],
        ),
        (
            "<li>Potter \u2013 Uetze</li><li>Glazer \u2013 Hain</li><li>Cook \u2013 Melle</li>",
            ["Uetze", "Hain", "Melle"],
        ),
    ],
)
def test_a_place_is_told_by_its_mark_its_column_or_its_label(rows: str, places: list[str]) -> None:
    found = read(f"<h2>Open positions</h2><ul>{rows}</ul>")
    assert [posting.location for posting in found] == places
    assert [posting.title for posting in found] == ["Potter", "Glazer", "Cook"][: len(places)]


def test_departments_beside_titles_are_neither_titles_nor_places() -> None:
    rows = "".join(
        f"<div class=c><div class=n>{title}</div><span class=d>{department}</span></div>"
        for title, department in (("Potter", "Production"), ("Cook", "Kitchen"))
    )
    found = read(f"<h2>Open positions</h2>{rows}")
    assert [(posting.title, posting.location) for posting in found] == [
        ("Potter", ""),
        ("Cook", ""),
    ]


def test_an_address_is_the_record_s_own_a_script_s_or_the_page_with_a_fragment() -> None:
    shared = "<a href=/contact>Apply</a>"
    rows = f"""<div class=j data-href="/j/1"><h3>Potter</h3>{shared}</div>
        <div class=j onclick="location.href='/j/2'"><h3>Glazer</h3>{shared}</div>
        <div class=j><h3>Kiln Operator</h3>{DUTIES}{shared}</div>"""
    assert [posting.url for posting in read(f"<h2>Open positions</h2>{rows}")] == [
        "https://kiln.example/j/1",
        "https://kiln.example/j/2",
        f"{URL}#kiln-operator",
    ]


def test_a_link_that_says_more_of_a_posting_is_not_its_title() -> None:
    rows = "".join(
        f"<article><h3>{title}</h3><a href=/j/{title}>Weiterlesen … {title}</a></article>"
        for title in ("Töpfer", "Brennerin")
    )
    assert titles(f"<h1>Karriere</h1>{rows}") == ["Töpfer", "Brennerin"]


@pytest.mark.parametrize(
    ("body", "recognition"),
    [
        ("<h1>Jobs</h1><p>We have no open positions right now.</p>", Recognition.STATED_NONE),
        (
            "<h1>Jobs</h1><p>We fire kilns in a hall by the river, and like it there. Do you?</p>",
            Recognition.NOT_RECOGNISED,
        ),
        ("<h1>Jobs</h1><ul><li>Potter</li><li>Welder</li></ul>", Recognition.FOUND),
    ],
)
def test_no_postings_is_a_question_unless_the_page_answers_it(
    body: str, recognition: Recognition
) -> None:
    page = f"<html><body><main>{body}</main></body></html>"
    listing = read_careers_page(page, URL, "").listing
    assert listing.recognition is recognition
    assert listing.whole is (recognition is not Recognition.NOT_RECOGNISED)


@pytest.mark.parametrize("further", ["?page=2", "/work/page/2", "/work/2"])
def test_the_link_to_another_page_of_the_list_is_no_posting(further: str) -> None:
    rows = "".join(f"<li><a href=/work/{name}>{name}</a></li>" for name in ("Potter", "Welder"))
    page = f"<h2>Open positions</h2><ul>{rows}<li><a href='{further}'>2</a></li></ul>"
    assert titles(page) == ["Potter", "Welder"]
