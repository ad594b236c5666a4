"""A learned rule, held against its page of today: used, not believed, or matching nothing."""

import pytest

from reactor.scrape.careers.careers_page import read_careers_page
from reactor.scrape.dom_groups.page_hints import PageHints
from reactor.scrape.listing import Recognition
from reactor.scrape.rule import PageRule, rule_from
from tests.unsure_pages import BERTHS, URL, choice_of, learned, outline_of, page, rows

LATER = (("Day Baker", "Flensburg"), *BERTHS[2:], ("Keeper of Rye", "Eckernförde"))


def titles(markup: str, rule: PageRule, selector: str = "") -> list[str]:
    listing = read_careers_page(markup, URL, selector, PageHints(rule)).listing
    return [posting.title for posting in listing.postings]


def test_what_a_rule_names_is_listed_with_its_places() -> None:
    listing = read_careers_page(page(), URL, "", PageHints(learned(page()))).listing
    assert [(p.title, p.location) for p in listing.postings] == list(BERTHS)
    assert (listing.recognition, listing.ruled, listing.whole) == (Recognition.FOUND, 5, True)


def test_a_rule_holds_from_day_to_day_and_survives_its_storage() -> None:
    stored = rule_from(learned(page()).fields())
    assert stored.groups == learned(page()).groups
    assert titles(page(LATER), stored) == [title for title, _ in LATER]
    assert titles(page(BERTHS[:1]), stored) == ["Night Baker"]


def test_a_rule_that_was_borne_out_holds_on_a_day_without_plain_titles() -> None:
    odd = (("Night Owl at the Ovens", "by the sea"), ("Second Pair of Eyes", "in the yard"))
    rule = learned(page())
    assert titles(page(odd), rule) == []
    assert titles(page(odd), rule_from(rule.fields())) == [title for title, _ in odd]


def test_a_rule_holds_where_something_is_put_around_the_list_or_above_it() -> None:
    moved = page(LATER).replace("<main>", "<main><div class='banner'><p>Now open on Sundays</p>")
    assert titles(moved.replace("</main>", "</div></main>"), learned(page()))


def test_a_page_of_another_shape_is_a_question_again() -> None:
    redesigned = read_careers_page(page(kind="hand"), URL, "", PageHints(learned(page())))
    assert redesigned.listing.ruled == 0
    assert redesigned.outline is not None


def test_an_empty_list_is_not_taken_from_what_stands_beside_it() -> None:
    assert titles(page(()), learned(page())) == []


def test_a_block_of_the_same_markup_that_was_left_out_stays_out() -> None:
    shops = (("Baker Street", "Kiel"), ("Fish Market", "Kiel"))
    same = f"<h3>Our shops</h3><section class='shops'>{rows(shops, 'berth')}</section>"
    rule = learned(page(more=same))
    assert titles(page(LATER, more=same), rule) == [title for title, _ in LATER]


def test_a_page_that_says_that_there_are_no_openings_is_believed_where_the_list_is_gone() -> None:
    none = "<p>We currently have no open positions.</p>"
    empty = read_careers_page(page((), more=none), URL, "", PageHints(learned(page()))).listing
    assert empty.recognition is Recognition.STATED_NONE
    assert len(titles(page(more=none), learned(page()))) == len(BERTHS)


def test_a_persons_selector_goes_before_a_rule() -> None:
    crew = "<h2>Crew wanted</h2><ul class='crew'><li><a href='/jobs/1-cook'>Ship Cook</a></li></ul>"
    assert titles(page(more=crew), learned(page()), ".crew a") == ["Ship Cook"]


def test_columns_of_a_table_are_not_taken_for_each_other() -> None:
    def table(*names: str) -> str:
        rows = (f"<tr><td>{name}</td><td>Kiel</td></tr>" for name in names)
        return f"<main><h1>Behind our oven</h1><table>{''.join(rows)}</table></main>"

    day = table("Night Owl at the Ovens", "Friend of the Till", "Baker of Rye")
    rule = learned(day, "Night Owl at the Ovens")
    assert "td:1" in rule.groups[0].title
    assert titles(day, rule) == ["Night Owl at the Ovens", "Friend of the Till", "Baker of Rye"]


NEWS = (("Summer at the mill", "03.06.2026"), ("A new oven", "12.05.2026"), ("Rye", "01.02.2026"))
ASKED = (("Do you deliver?", "Yes."), ("When do you open?", "At five."))
LIES = {
    "rooms with prices": ("", "Blue Room"),
    "the team": ("", "Alice Brown"),
    "positions of the team": ("", "owner"),
    "headings": ("", "Our rooms"),
    "news": (f"<h2>News</h2>{rows(NEWS, 'news')}", "Summer at the mill"),
    "dates": (f"<h2>News</h2>{rows(NEWS, 'news')}", "03.06.2026"),
    "questions": (f"<h2>Questions</h2>{rows(ASKED, 'faq')}", "Do you deliver?"),
}


@pytest.mark.parametrize("berths", [(), BERTHS], ids=["nothing better", "a better group"])
@pytest.mark.parametrize("lie", LIES)
def test_what_a_page_does_not_bear_out_is_not_believed(
    lie: str, berths: tuple[tuple[str, str], ...]
) -> None:
    more, title = LIES[lie]
    outline = outline_of(page(berths, more=more))
    rule = outline.rule([choice_of(outline, title)])
    listing = read_careers_page(page(berths, more=more), URL, "", PageHints(rule)).listing
    assert (listing.ruled, listing.postings) == (0, ())


def test_who_passes_over_a_better_group_is_not_believed() -> None:
    dates = ("Cook", "Rye Festival", "Harbour Run", "Night of Light", "Long Table")
    fair = rows([(date, "Apply now") for date in dates], "fair")
    outline = outline_of(page(more=f"<h2>Dates</h2>{fair}"))
    rule = outline.rule([choice_of(outline, "Cook")])
    assert titles(page((), more=f"<h2>Dates</h2>{fair}"), rule), "by itself it is credible"
    assert titles(page(more=f"<h2>Dates</h2>{fair}"), rule) == []


@pytest.mark.parametrize(
    "stored",
    [None, "rule", 7, {}, [None], [{}], [{"title": 3}], [{"title": []}], [{"title": [{}]}]],
)
def test_a_rule_that_somebody_made_unreadable_is_none(stored: object) -> None:
    assert rule_from(stored) == PageRule()
