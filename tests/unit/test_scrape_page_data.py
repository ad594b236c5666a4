"""Postings in data whose keys a site made up, and in scripts that are no JSON."""

import pytest

from reactor.scrape.careers.state import postings_in_state
from reactor.scrape.markup.literals import array_literals
from reactor.scrape.markup.text import parse_html

URL = "https://acme.com/careers"
ALPINE = """<script>function jobs(){return{q:'',all:[
    {overskrift: 'Elektriker til vindmøller', sti: '/karriere/elektriker', aktiv: true},
    {overskrift: "Svejser, nat", sti: '/karriere/svejser', aktiv: true},
    {overskrift: 'Receptionist', sti: '/karriere/reception', aktiv: false},
],get shown(){return this.all}}}</script>"""


def test_a_list_in_a_script_is_read_by_what_its_values_are() -> None:
    found = postings_in_state(parse_html(ALPINE), URL)
    assert [(each.title, each.url) for each in found.postings] == [
        ("Elektriker til vindmøller", "https://acme.com/karriere/elektriker"),
        ("Svejser, nat", "https://acme.com/karriere/svejser"),
    ]


def test_titles_and_places_are_found_under_any_key() -> None:
    page = """<script type="application/json">{"open": [
        {"role": "Payroll Clerk", "guild": "Finance", "where": "Leeds"},
        {"role": "Staff Nurse", "guild": "Care", "where": "London"},
        {"role": "Site Engineer", "guild": "Works", "where": "Leeds"}]}</script>"""
    found = postings_in_state(parse_html(page), URL)
    assert [(each.title, each.location) for each in found.unaddressed] == [
        ("Payroll Clerk", "Leeds"),
        ("Staff Nurse", "London"),
        ("Site Engineer", "Leeds"),
    ]
    assert {each.url for each in found.unaddressed} == {
        f"{URL}#payroll-clerk",
        f"{URL}#staff-nurse",
        f"{URL}#site-engineer",
    }


@pytest.mark.parametrize(
    "listed",
    [
        '[{"name": "A", "is": "Vet"}, {"name": "B", "is": "Nurse"}, {"name": "C", "is": "Cook"}]',
        '[{"feature": "Editor"}, {"feature": "Assistant"}, {"feature": "Manager"}]',
    ],
    ids=["a team", "parts of a product"],
)
def test_other_lists_with_names_of_occupations_are_no_postings(listed: str) -> None:
    page = f'<script type="application/json">{{"x": {listed}}}</script>'
    found = postings_in_state(parse_html(page), URL)
    assert (found.postings, found.unaddressed) == ((), ())


@pytest.mark.parametrize(
    ("source", "lists"),
    [
        ("x = [{a: 'it\\'s', b: [1, {c: ']'}]},]; y = 1", [[{"a": "it's", "b": [1, {"c": "]"}]}]]),
        ("return [{a: 1}].map(f); var z = [{b: 2}]", [[{"a": 1}], [{"b": 2}]]),
        ("[{a: function() {}}]", []),
        ("[{a: 'never ends", []),
        ("no list", []),
    ],
)
def test_lists_are_read_as_javascript_writes_them(source: str, lists: list[object]) -> None:
    assert list(array_literals(source)) == lists


def test_a_script_of_brackets_takes_no_time_and_gives_nothing() -> None:
    assert list(array_literals("[{a:" * 20_000)) == []
