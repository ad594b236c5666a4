"""What the log calls companies."""

import pytest
from bson import ObjectId

from reactor import company_names
from reactor.company_names import name_of, remember
from reactor.documents import Company


@pytest.mark.parametrize(
    ("fields", "called"),
    [({"companyID": "acme", "company": "Acme"}, "acme"), ({"company": "Typo"}, "Typo")],
)
def test_a_company_is_called_as_its_documents_label_says(
    fields: dict[str, str], called: str
) -> None:
    company = Company.read({"_id": ObjectId()} | fields)
    assert name_of(company.id) == str(company.id)
    remember(company)
    assert name_of(company.id) == called == company.label


def test_what_is_no_company_is_shown_as_it_is() -> None:
    assert name_of("acme") == "acme"
    assert name_of(["not", "hashable"]) == "['not', 'hashable']"


def test_the_oldest_is_forgotten_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(company_names, "_MOST", 2)
    monkeypatch.setattr(company_names, "_names", {})
    companies = [Company.read({"_id": ObjectId(), "company": f"{at}"}) for at in range(3)]
    for company in (companies[0], companies[1], companies[0], companies[2]):
        remember(company)
    named = [name_of(company.id) for company in companies]
    assert named == ["0", str(companies[1].id), "2"]
