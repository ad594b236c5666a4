"""How many postings a page says that there are."""

import json

import pytest

from reactor.scrape.careers.stated_total import stated_total
from reactor.scrape.markup.text import parse_html

TITLES = ("Cook", "Baker")

SAID = {
    "<p>57 open positions</p>": 57,
    "<h2>Showing 1 - 10 of 57 jobs</h2>": 57,
    "<p>1\u201310 of 57</p>": 57,
    "<p>Displaying 10 of 57</p>": 57,
    "<p>10 of 57 results</p>": 57,
    "<div><b>57</b> <span>jobs found</span></div>": 57,
    "<div><strong>57</strong> open roles</div>": 57,
    "<p>We currently have 57 open positions in six countries.</p>": 57,
    "<h2>Jobs (57)</h2>": 57,
    "<a href='/all'>View all 57 jobs</a>": 57,
    "<p>1,234 jobs</p>": 1234,
    "<p>1 bis 10 von 57 Stellen</p>": 57,
    "<h2>57 offene Stellen</h2>": 57,
    "<p>57 Stellenangebote gefunden</p>": 57,
    "<p>57 offres d'emploi</p>": 57,
    "<p>1 \u00e0 10 sur 57 offres</p>": 57,
    "<p>Mostrando 1-10 de 57 ofertas</p>": 57,
    "<p>57 offerte di lavoro</p>": 57,
    "<p>1 - 10 van 57 vacatures</p>": 57,
    "<p>57 vagas abertas</p>": 57,
    "<p>57 lediga jobb</p>": 57,
    "<p>57 ofert pracy</p>": 57,
    "<p>1 - 2 of 2 jobs</p>": 2,
    "<h2>Open positions (57)</h2>": 57,
    "<p>Offene Stellen: 57</p>": 57,
    "<p>Total jobs: 57</p>": 57,
    "<p>We are growing: 57 vacancies are waiting for you.</p>": 57,
    "<p>57 offres correspondent \u00e0 votre recherche</p>": 57,
    "<p>Se han encontrado 57 ofertas</p>": 57,
    "<p>Es wurden 57 Stellen gefunden</p>": 57,
    # Departments, each with its number, and all of them.
    "<h2>12 jobs</h2><h3>Kitchen</h3><p>7 jobs</p><h3>Bakery</h3><p>5 jobs</p>": 12,
}

NOT_SAID = (
    "<p>We are 57 people from 12 countries.</p>",
    "<p>Since 1957 we bake bread.</p>",
    "<p>2024 open positions</p>",
    "<p>We created 500 jobs in the region over the years.</p>",
    "<p>Page 1 of 57</p>",
    "<p>1 - 6 of 57 pages</p>",
    "<p>57 employees</p>",
    "<p>Join 500 colleagues in 20 offices</p>",
    "<p>Posted 57 days ago</p>",
    "<p>We have 57 open minds and 300 colleagues</p>",
    "<div>4 positions</div><div>4 positions</div><div>4 positions</div>",
    "<p>40 hours a week</p>",
    "<p>1/10 of 2024</p>",
    "<h3>Kitchen</h3><p>7 jobs</p><h3>Bakery</h3><p>5 jobs</p><h3>Shop</h3><p>6 jobs</p>",
    "<script>var a = '57 open positions'</script>",
)


@pytest.mark.parametrize("markup", SAID)
def test_a_number_of_postings_is_read(markup: str) -> None:
    tree = parse_html(f"<body><h1>Careers</h1>{markup}<ul><li>Cook</li></ul></body>")
    assert stated_total(tree, TITLES, in_data=False) == SAID[markup]


@pytest.mark.parametrize("markup", NOT_SAID)
def test_other_numbers_are_no_number_of_postings(markup: str) -> None:
    tree = parse_html(f"<body><h1>Careers</h1>{markup}<ul><li>Cook</li></ul></body>")
    assert stated_total(tree, TITLES, in_data=False) == 0


@pytest.mark.parametrize(
    "data",
    [
        {"jobs": [{"title": "Cook"}], "total": 57},
        {"jobs": {"items": [{"title": "Cook"}], "totalCount": 57}},
        {"props": {"page": {"results": [{"title": "Cook"}], "nbHits": 57}}},
        {"jobs": [{"title": "Cook"}], "pagination": {"total": 57, "perPage": 10}},
        {"data": {"jobs": {"nodes": [{"title": "Cook"}]}, "count": 57}},
    ],
)
def test_a_total_beside_the_postings_in_the_pages_data_is_read(data: object) -> None:
    script = f'<script type="application/json" id="__NEXT_DATA__">{json.dumps(data)}</script>'
    assert stated_total(parse_html(script), TITLES, in_data=True) == 57


def test_a_total_of_other_things_in_the_pages_data_is_none() -> None:
    data = {"jobs": [{"title": "Cook"}], "blog": {"posts": [{"title": "Bread"}], "total": 57}}
    script = f'<script type="application/json" id="__NEXT_DATA__">{json.dumps(data)}</script>'
    assert stated_total(parse_html(script), TITLES, in_data=True) == 0
