"""Kinds of lists that small firms write, and what stands beside them in the same markup."""

import pytest

from reactor.posting import Posting
from reactor.scrape.careers.careers_page import read_careers_page
from reactor.scrape.dom_groups.page_hints import PageHints
from reactor.scrape.listing import Listing, Recognition

URL = "https://acme.example/karriere"


def read(markup: str) -> Listing:
    page = f"<html><body><main><h1>Karriere</h1>{markup}</main></body></html>"
    return read_careers_page(page, URL, "").listing


def titles(markup: str) -> list[str]:
    return [posting.title for posting in read(markup).postings]


def by_title(markup: str) -> dict[str, Posting]:
    return {posting.title: posting for posting in read(markup).postings}


THREE = ["Koch (m/w/d)", "Servicekraft", "Buchhalterin"]
OPEN = "<h2>Offene Stellen</h2>"


@pytest.mark.parametrize(
    "row",
    [
        '<a href="/s{n}.html"><img src="a.jpg" alt="{title}"></a>',
        '<div><a href="/jobs/{n}" aria-label="{title}"></a><p>Vollzeit</p></div>',
        '<job-card title="{title}" href="/jobs/{n}"></job-card>',
        '<div><h3>{title}</h3><a href="/jobs/{n}">Zur<span> Stelle {title}</span></a></div>',
        '<article><header><h3><a href="/jobs/{n}">{title}</a></h3></header><p>Ulm</p></article>',
    ],
    ids=["picture", "label", "component", "explained link", "header of an entry"],
)
def test_a_title_is_read_wherever_a_card_carries_it(row: str) -> None:
    rows = "".join(row.format(n=n, title=title) for n, title in enumerate(THREE))
    assert titles(f"{OPEN}<div>{rows}</div>") == THREE


def test_lines_of_one_paragraph_are_a_list() -> None:
    assert titles(f"{OPEN}<p>{'<br>'.join(THREE)}</p>") == THREE


def test_bold_lines_are_titles_of_the_plain_ones_after_them() -> None:
    text = "<p>Wir suchen für unser Haus jemanden, der gern mit uns arbeitet.</p>"
    rows = "".join(
        f"<p><strong>{n}/ {title}</strong></p>{text}" for n, title in enumerate(THREE, 1)
    )
    found = by_title(f"{OPEN}{rows}<p>Wir freuen uns.</p><p>Bis bald.</p>")
    assert list(found) == THREE
    assert all("gern mit uns" in posting.text for posting in found.values())


def test_a_heading_that_an_editor_cut_into_pieces_is_one_title() -> None:
    rows = "".join(
        f"<h3><span>{a} </span><span>{b}</span></h3><p>Bewerbung per Mail</p>"
        for a, b in (("Koch", "für den Abend"), ("Kellnerin", "am Wochenende"))
    )
    assert titles(f"{OPEN}{rows}") == ["Koch für den Abend", "Kellnerin am Wochenende"]


def test_what_most_titles_begin_with_is_no_part_of_them() -> None:
    rows = "".join(
        f'<h3><a href="/a{n}.pdf">Stellenausschreibung: {t}</a></h3>' for n, t in enumerate(THREE)
    )
    assert titles(f"{OPEN}{rows}") == THREE


@pytest.mark.parametrize("mark", [" \u2013 ", " | ", " - "])
def test_a_place_behind_each_title_is_its_place(mark: str) -> None:
    rows = "".join(
        f'<li><a href="/jobs/{n}">{title}{mark}{place}</a></li>'
        for n, (title, place) in enumerate(zip(THREE, ["Ulm", "Kleinkötz", "Ulm"], strict=True))
    )
    found = by_title(f"{OPEN}<ul>{rows}</ul>")
    assert [(t, p.location) for t, p in found.items()] == [
        (THREE[0], "Ulm"),
        (THREE[1], "Kleinkötz"),
        (THREE[2], "Ulm"),
    ]


def test_what_stands_behind_a_linked_title_is_no_part_of_it() -> None:
    rows = "".join(
        f'<li><a href="/x/{n}">{t}</a>, Ulm <small>bis 2. Januar</small></li>'
        for n, t in enumerate(THREE)
    )
    assert titles(f"{OPEN}<ul>{rows}</ul>") == THREE


def test_the_columns_of_a_table_are_what_its_head_says() -> None:
    rows = "".join(
        f'<tr class="{color}"><td>{title}</td><td>Haus am See</td><td>31.12.2026</td>'
        f'<td><a href="/d?id={n}">Details</a></td></tr>'
        for n, (title, color) in enumerate(zip(THREE, ["a", "b", "a"], strict=True))
    )
    head = "<tr><th>Stelle</th><th>Standort</th><th>Frist</th><th></th></tr>"
    found = by_title(f"{OPEN}<table>{head}{rows}</table>")
    assert list(found) == THREE
    assert {posting.location for posting in found.values()} == {"Haus am See"}


def _beside(heading: str, *cards: str) -> str:
    return f"<h2>{heading}</h2>" + "".join(f"<div>{card}</div>" for card in cards)


@pytest.mark.parametrize(
    "other",
    [
        _beside("Unser Team", "<h3>Rosa Lang</h3><p>Köchin</p>", "<h3>Jan Beck</h3><p>Kellner</p>"),
        _beside("Kurse", "<h3>Kurs Koch</h3><p>80 €</p>", "<h3>Kurs Konditor</h3><p>90 €</p>"),
        _beside(
            "Leistungen",
            "<h3>Energieberater</h3><a href='/leistungen/energie'>Mehr</a>",
            "<h3>Bauleiter</h3><a href='/leistungen/bau'>Mehr</a>",
        ),
        _beside(
            "Stimmen",
            "<h3>Köchin</h3><p>„Ich bin gern hier, seit zehn Jahren.“</p>",
            "<h3>Kellner</h3><p>„Das Team hält zusammen.“</p>",
        ),
        '<div class="cookie-box"><h3>Notwendig</h3><p>Immer</p><h3>Statistik</h3><p>Nie</p></div>',
        _beside("Ehrenamt", "<h3>Fahrer</h3><p>Freitags</p>", "<h3>Vorleser</h3><p>Mittwochs</p>"),
    ],
    ids=["team", "courses", "services", "quotes", "cookies", "volunteers"],
)
def test_what_is_written_in_the_same_markup_is_no_posting(other: str) -> None:
    rows = "".join(
        f'<div><h3>{t}</h3><p>Vollzeit, Ulm</p><a href="/jobs/{n}">Mehr</a></div>'
        for n, t in enumerate(THREE)
    )
    assert titles(f"{OPEN}{rows}{other}") == THREE


def test_a_feed_is_told_by_the_labels_of_its_entries() -> None:
    feed = [
        ("Stelle", "Koch"),
        ("News", "Was macht eigentlich ein Koch"),
        ("Stelle", "Florist"),
        ("News", "Neuer Florist im Haus"),
        ("Stelle", "Buchhalter"),
    ]
    rows = "".join(
        f'<article><b>{kind}</b><h2><a href="/p/{n}">{t}</a></h2></article>'
        for n, (kind, t) in enumerate(feed)
    )
    assert titles(rows) == ["Koch", "Florist", "Buchhalter"]


def test_a_place_that_means_closed_in_its_language_closes_nothing() -> None:
    rows = "".join(
        f'<li><a href="/lavoro/{n}">{t}</a> <span>Chiusi</span></li>'
        for n, t in enumerate(["Cuoco", "Cameriera"])
    )
    assert titles(f"<h2>Posizioni aperte</h2><ul>{rows}</ul>") == ["Cuoco", "Cameriera"]


@pytest.mark.parametrize(
    "said",
    [
        "<p>Nie ma oferty dla Ciebie?</p>",
        "<p hidden>Derzeit keine offenen Stellen.</p>",
        '<p v-if="!found">Keine offenen Stellen</p>',
        "<p>Keine Stellen zu Ihrer Suche.</p>",
    ],
)
def test_a_question_and_what_scripts_show_state_nothing(said: str) -> None:
    about = "<p>Wir sind ein Familienbetrieb am See und backen seit vierzig Jahren Brot.</p>"
    assert read(f"{about}{said}").recognition is Recognition.NOT_RECOGNISED


@pytest.mark.parametrize(
    "said",
    [
        "Derzeit haben wir keine freien Stellen.",
        "Ahora mismo no hay ninguna convocatoria abierta.",
        "Non ci sono posizioni aperte.",
        "Aktualnie nie prowadzimy rekrutacji.",
        "Momenteel zijn er geen vacatures.",
        "Nous ne recrutons pas en ce moment.",
    ],
)
def test_a_sentence_that_says_so_states_that_there_are_none(said: str) -> None:
    assert read(f"<p>{said}</p>").recognition is Recognition.STATED_NONE


def test_a_further_page_is_known_by_the_form_of_the_first() -> None:
    row = '<li class="x"><a href="/{n}">{title}</a></li>'
    first = "".join(row.format(n=n, title=title) for n, title in enumerate(THREE))
    page = read_careers_page(f"<main><h2>Offene Stellen</h2><ul>{first}</ul></main>", URL, "")
    rows = (row.format(n=7, title="PEA"), row.format(n=8, title="Radici 2027"))
    odd = f"<main><ul>{''.join(rows)}</ul></main>"
    assert not read_careers_page(odd, URL, "").listing.postings
    known = read_careers_page(odd, URL, "", PageHints(forms=page.forms)).listing
    assert [posting.title for posting in known.postings] == ["PEA", "Radici 2027"]


def test_a_frame_that_is_called_the_list_is_the_whole_list() -> None:
    page = f'<main>{OPEN}<h3>Koch</h3><p>Bewerben Sie sich</p></main><iframe src="/jobs/list.html">'
    found = read_careers_page(page, URL, "")
    assert found.whole_list == "https://acme.example/jobs/list.html"
    assert found.following[0] == found.whole_list


def test_the_kind_of_employment_in_brackets_is_no_part_of_a_place() -> None:
    rows = "".join(
        f"<h3>{title} H/F \u2013 {place} ({kind})</h3><p>Postulez par mail</p>"
        for title, place, kind in (
            ("Plombier", "Nantes", "CDI"),
            ("Apprenti monteur", "Nantes", "Alternance"),
            ("Comptable", "Rennes", "CDD"),
        )
    )
    found = by_title(f"<h2>Nos offres d'emploi</h2>{rows}")
    assert [(title, posting.location) for title, posting in found.items()] == [
        ("Plombier H/F", "Nantes"),
        ("Apprenti monteur H/F", "Nantes"),
        ("Comptable H/F", "Rennes"),
    ]


def test_a_block_in_a_heading_is_a_line_of_its_own() -> None:
    rows = "".join(
        f'<h4><a href="#c{n}"><div>{title}</div> <div>Kleinkötz, Bayern</div></a></h4>'
        f'<div id="c{n}">'
        f"<p>Ihre Aufgaben sind vielfältig.</p></div>"
        for n, title in enumerate(THREE)
    )
    found = by_title(f"{OPEN}{rows}")
    assert list(found) == THREE
    assert {posting.location for posting in found.values()} == {"Kleinkötz, Bayern"}
