"""An exclusion means what it says: a qualified trade is not the trade, a small word is no name."""

import tomllib
from importlib import resources

import pytest
from bson import ObjectId

from reactor.documents import CandidateInfo, Company
from reactor.language.languages import is_small_word
from reactor.match.keyword.exclusions import exclusion_of
from reactor.match.keyword.solicitations import keeps_agencies_away
from reactor.posting import Posting

COMPANY = Company.read(
    {"_id": ObjectId(), "companyID": "a", "company": "Acme", "careers_url": "https://a.example/"}
)


def shown(
    title: str, text: str, *, roles: tuple[str, ...] = (), industries: tuple[str, ...] = ()
) -> str | None:
    info = CandidateInfo.read(
        {"preferences": {"exclusions": {"roleTypes": list(roles), "industries": list(industries)}}}
    )
    posting = Posting(url="https://a.example/1", title=title, text=text)
    found = exclusion_of(info, COMPANY, posting)
    return found.shown_by if found else None


@pytest.mark.parametrize(
    ("role", "title", "text"),
    [
        ("commission-only sales", "Account Executive", "Base salary of 60,000 and a bonus."),
        ("Verkauf auf Provisionsbasis", "Verkäufer Möbel", "Festes Gehalt, 30 Tage Urlaub."),
        ("vente à la commission", "Vendeuse conseil", "CDI, salaire fixe et primes."),
        ("comercial a comisión", "Comercial interior", "Salario fijo de 26.000 euros."),
        ("vendita a provvigione", "Addetta alle vendite", "RAL di 24.000 euro."),
        ("säljare i telemarketing", "Säljare bygghandel", "Fast lön."),
        ("cold-calling sales", "Sales Manager Retail", "You look after existing partners."),
        ("sales of timeshares", "Sales Representative", "You sell kitchens in our showroom."),
        ("night nursing", "Night Porter", "You look after the guests."),
        ("unpaid internships", "Marketing Intern", "We pay 1,400 euros a month."),
        ("unbezahlte Praktika", "Praktikantin Einkauf", "Vergütung 1.200 Euro."),
        ("temporary warehouse work", "Warehouse Operative", "A permanent job."),
        ("temporary warehouse work", "Temporary Receptionist", "A temporary contract."),
    ],
)
def test_a_qualified_exclusion_spares_the_trade_it_qualifies(
    role: str, title: str, text: str
) -> None:
    assert shown(title, text, roles=(role,)) is None


@pytest.mark.parametrize(
    ("role", "title", "text"),
    [
        ("commission-only sales", "Account Executive", "This is a commission only role."),
        ("commission-only sales", "Energy Adviser", "No base salary, but high earnings."),
        ("Verkauf auf Provisionsbasis", "Verkäufer", "Vergütung auf Provisionsbasis."),
        ("comercial a comisión", "Comercial", "Ingresos solo a comisión."),
        ("vendita a provvigione", "Venditore", "Compenso solo provvigionale."),
        ("cold-calling sales", "Sales Agent", "Cold calling fills your morning."),
        ("sales of timeshares", "Sales Agent", "You sell timeshares on the beach."),
        ("night nursing", "Registered Nurse", "Permanent nights on the ward."),
        ("unpaid internships", "Marketing Intern", "The internship is unpaid."),
        ("temporary warehouse work", "Warehouse Operative", "A temporary contract until May."),
        ("pure sales roles", "Sales Executive", "You sell software."),
        ("jegliche Vertriebstätigkeit / Vertrieb", "Mitarbeiter Vertrieb", "Sie beraten Kunden."),
        ("cualquier puesto de ventas", "Asesora de ventas", "Venta de seguros."),
    ],
)
def test_a_qualified_exclusion_is_met_by_what_it_names(role: str, title: str, text: str) -> None:
    assert shown(title, text, roles=(role,)) is not None


@pytest.mark.parametrize(
    ("industry", "text"),
    [
        ("bemanningsföretag", "Vi söker ett proffs. Du får ett kontor och ett stort ansvar."),
        ("IT", "We bake bread. It is good, and it is fresh; it sells."),
        ("HR / IT", "The bakery opens at five. Come and see it: it smells of bread."),
        ("Zeitarbeit / Personaldienstleister", "Bitte keine Anfragen von Personaldienstleistern."),
        ("bemanningsföretag", "Vi undanber oss kontakt från bemanningsföretag och säljare."),
        ("temp agency", "Strictly no recruiters: a staffing agency need not contact us."),
        ("uitzendbureaus", "Acquisitie door een uitzendbureau wordt niet op prijs gesteld."),
        ("ETT", "Se ruega a las ETT abstenerse de llamar."),
        ("agencja pracy", "Ofert agencji pracy tymczasowej nie przyjmujemy, dziękujemy."),
    ],
)
def test_neither_a_small_word_nor_a_closed_door_meets_an_exclusion(
    industry: str, text: str
) -> None:
    assert shown("Baker", text, industries=(industry,)) is None


@pytest.mark.parametrize(
    ("industry", "text"),
    [
        ("bemanningsföretag", "Som konsult hos oss på bemanningsföretaget Kraft får du uppdrag."),
        ("Zeitarbeit / Personaldienstleister", "Wir sind ein Personaldienstleister in Bonn."),
        ("ETT", "Somos una ETT con oficinas en Murcia."),
        ("IT", "Acme is an IT firm. IT is what we do."),
    ],
)
def test_an_agency_is_told_by_its_own_words(industry: str, text: str) -> None:
    assert shown("Baker", text, industries=(industry,)) is not None


@pytest.mark.parametrize("file", ["excluded_roles.toml", "excluded_industries.toml"])
def test_no_listed_word_is_a_small_word_of_any_language(file: str) -> None:
    known = tomllib.loads((resources.files("reactor.match.keyword") / file).read_text("utf-8"))
    known.pop("qualifying", None)
    words = [
        word
        for one in known.values()
        for part in ("title", "text", "words", "names")
        for word in one.get(part, [])
        if not word.startswith("=")
    ]
    assert [word for word in words if is_small_word(word.lower())] == []


def test_who_asks_agencies_to_write_does_not_keep_them_away() -> None:
    assert not keeps_agencies_away("Our agency works with hotels all over the country.")
    assert not keeps_agencies_away("Please do not send photographs.")
