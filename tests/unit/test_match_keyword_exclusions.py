"""What people exclude, in their words, is found in postings that use other words and languages."""

# ruff: noqa: E501 - one case a line

import pytest
from bson import ObjectId

from reactor.documents import Company
from reactor.match.keyword.exclusions import exclusion_of
from reactor.posting import Posting
from tests.unit.match_scene import candidate


def excluded(kind: str, name: str, company: str, title: str, text: str) -> bool:
    info = candidate(preferences={"exclusions": {kind: [name]}}).user.candidate_info
    house = Company.read({"_id": ObjectId(), "companyID": "a", "company": company})
    posting = Posting(url="https://a.example/1", title=title, text=text)
    return exclusion_of(info, house, posting) is not None


@pytest.mark.parametrize(
    ("kind", "name", "company", "title", "text"),
    [
        ("industries", "hazard", "Fortuna Play", "Księgowa", "Prowadzimy kasyno w sieci i dwie gry."),
        ("industries", "difesa", "Torre", "Progettista", "Torre produce munizioni per le forze armate."),
        ("industries", "hazardní hry", "Tip", "Grafik", "Tip provozuje sázkové kanceláře a kasina."),
        ("industries", "spelbolag", "Lyran", "Utvecklare", "Vi driver ett nätcasino och sportspel."),
        ("industries", "armement", "Orme", "Juriste", "Orme conçoit des munitions et de l'armement."),
        ("industries", "Rüstung", "Keil", "Schlosser", "Keil baut Radpanzer für die Bundeswehr."),
        ("industries", "fast food", "Grelha", "Gerente", "Somos uma cadeia de fast food em Braga."),
        ("industries", "tabaco", "Humo", "Contable", "Humo fabrica cigarrillos desde 1920."),
        ("technologies", "djurförsök", "Cello", "Forskare", "Arbetet sker med försöksdjur och musmodeller."),
        ("roleTypes", "Glücksspiel", "Win", "Entwickler", "Win ist ein Wettanbieter mit Sportwetten."),
        ("roleTypes", "turno fijo de noche", "Clínica", "Enfermera de noche", "Cuidados."),
        ("roleTypes", "turno fijo de noche", "Clínica", "Enfermera", "Es un turno fijo nocturno."),
        ("roleTypes", "Nachtdienst", "Heim", "Pflegekraft", "Du übernimmst Dauernachtwachen."),
        ("roleTypes", "försäljning", "Kyl", "Säljare", "Du besöker kunder."),
        ("roleTypes", "visitador médico / ventas", "Lab", "Delegada de visita médica", "Hospitales."),
        ("roleTypes", "commission-only", "Max", "Agent", "You earn 100 percent commission."),
        ("roleTypes", "solo provvigioni", "Max", "Agente", "Il compenso è solo provvigionale."),
        ("roleTypes", "Montage", "Bau", "Tischler", "Montage mit Übernachtung gehört dazu."),
        ("roleTypes", "Schichtarbeit", "Werk", "Maschinenführer", "Gearbeitet wird im Schichtsystem."),
        ("roleTypes", "umowa B2B", "Kod", "Programista", "Oferujemy wyłącznie umowa B2B."),
        ("roleTypes", "callcenter", "Bel", "Medewerker", "U voert uitgaande gesprekken."),
        ("industries", "crociere", "Mare", "Lighting Technician", "You work at sea, on cruise ships."),
        ("industries", "Versicherung", "Nord", "Jurist", "Nord ist ein Versicherungskonzern."),
        ("roleTypes", "interprétation", "OI", "Interprète de conférence", "Vous traduisez."),
        ("roleTypes", "public audit", "HM", "Audit Associate, public sector", "You travel."),
        ("roleTypes", "deur-aan-deur verkoop", "Van", "Teammanager (deur-aan-deur)", "Buiten."),
        ("roleTypes", "viajes de varios días", "Bus", "Conductor, circuitos por Europa", "Rutas."),
        ("roleTypes", "reperibilità", "Asl", "Tecnico", "È prevista la reperibilità."),
    ],
)  # fmt: skip
def test_an_exclusion_is_found_in_other_words(
    kind: str, name: str, company: str, title: str, text: str
) -> None:
    assert excluded(kind, name, company, title, text)


@pytest.mark.parametrize(
    ("kind", "name", "company", "title", "text"),
    [
        ("industries", "gambling", "Ledger", "Accountant", "We audit banks. We also serve casinos."),
        ("industries", "gambling", "Ledger", "Accountant", "Ledger keeps the books for a casino."),
        ("industries", "defence", "Bolt", "Engineer", "Bolt sells screws. Some go into weapons."),
        ("industries", "Alkohol", "Hotel", "Koch", "Wir kochen. Freitags gibt es ein Bier."),
        ("roleTypes", "nights", "Ward", "Nurse", "Day shifts only, there are no night shifts."),
        ("roleTypes", "commission-only", "Max", "Agent", "A salary and a commission on top."),
        ("roleTypes", "Schichtarbeit", "Amt", "Sachbearbeiter", "Gleitzeit von 6 bis 20 Uhr."),
        ("roleTypes", "viajes largos", "Bus", "Conductor", "No hay viajes largos ni noches fuera."),
        ("roleTypes", "agency / bank nursing", "Ward", "Charge Nurse", "You lead a ward."),
        ("roleTypes", "Verkauf", "Chip", "Entwickler", "Du programmierst Kassen."),
    ],
)  # fmt: skip
def test_what_only_sounds_like_an_exclusion_is_none(
    kind: str, name: str, company: str, title: str, text: str
) -> None:
    assert not excluded(kind, name, company, title, text)
