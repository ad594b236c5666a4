"""Whether work is done from home, as places, labels, wishes and texts say."""

import pytest

from reactor.language.remote import excludes_remote, is_remote, text_is_remote

IN_PART = (
    "You may work remotely two days a week.",
    "One day a week from home.",
    "Remote up to 40%.",
    "50 % remote",
    "Mostly remote with a day in the office.",
    "Occasional home office is fine.",
    "Remote work possible by arrangement, up to two days.",
    "This is not a remote position.",
    "No remote.",
    "Remote not possible.",
    "Flexible working: 3 days office, 2 days home.",
    "Home office on Fridays.",
    "Partly remote.",
    "We offer flexible home office arrangements alongside our office in Leeds.",
    "Mobiles Arbeiten nach Absprache.",
    "Homeoffice nach Absprache möglich.",
    "2 Tage Homeoffice pro Woche.",
    "Anteiliges Homeoffice.",
    "Homeoffice tageweise möglich.",
    "Bis zu 50 % Homeoffice.",
    "Teilweise mobiles Arbeiten.",
    "Home-Office-Möglichkeit an zwei Tagen.",
    "Kein Homeoffice möglich.",
    "Remote-Anteil von 60 %.",
    "Dos días de teletrabajo a la semana.",
    "Teletrabajo parcial.",
    "Teletrabajo ocasional.",
    "No es posible el teletrabajo.",
    "Modalidad híbrida.",
    "Teletrabajo los viernes.",
    "Posibilidad de teletrabajo dos días.",
    "Deux jours de télétravail par semaine.",
    "Télétravail partiel possible.",
    "Télétravail occasionnel.",
    "Télétravail : 2 jours/semaine.",
    "Pas de télétravail.",
    "Poste hybride.",
    "Un à deux jours de télétravail.",
    "Télétravail hebdomadaire de 2 jours.",
    "Smart working due giorni a settimana.",
    "Smart working parziale.",
    "Possibilità di smart working occasionale.",
    "Lavoro ibrido.",
    "Due giornate di lavoro da remoto a settimana.",
    "Non è previsto lo smart working.",
    "Je werkt twee dagen per week thuis.",
    "Deels thuiswerken.",
    "Hybride werken.",
    "Af en toe thuiswerken.",
    "Thuiswerken in overleg mogelijk.",
    "Geen thuiswerk mogelijk.",
    "Praca hybrydowa.",
    "Dwa dni pracy zdalnej w tygodniu.",
    "Okazjonalna praca zdalna.",
    "Częściowo zdalnie.",
    "Możliwość częściowej pracy zdalnej.",
    "Brak możliwości pracy zdalnej.",
    "Praca zdalna 2 dni w tygodniu.",
    "Dois dias de teletrabalho por semana.",
    "Regime híbrido.",
    "Teletrabalho parcial.",
    "Teletrabalho ocasional.",
    "Sem possibilidade de teletrabalho.",
    "Trabalho remoto dois dias por semana.",
    "Möjlighet till distansarbete två dagar i veckan.",
    "Delvis distansarbete.",
    "Hybridarbete.",
    "To hjemmearbejdsdage om ugen.",
    "Mulighed for hjemmearbejde to dage om ugen.",
    "Delvis hjemmekontor.",
    "Etätyö osittain mahdollinen.",
    "Home office 2 dny v týdnu.",
    "Částečný home office.",
)
WHOLLY = (
    "Fully remote.",
    "100% remote.",
    "Remote within Germany.",
    "This role is remote.",
    "Work from anywhere in Europe.",
    "Remote first company: work where you like.",
    "Du arbeitest vollständig remote.",
    "100 % Homeoffice.",
    "Komplett im Homeoffice.",
    "Arbeiten von überall.",
    "100 % en remoto.",
    "Trabajo totalmente remoto.",
    "Teletrabajo 100%.",
    "Poste en full remote.",
    "100 % télétravail.",
    "Télétravail complet.",
    "Lavoro completamente da remoto.",
    "100% da remoto.",
    "Volledig remote.",
    "Volledig thuiswerken mogelijk.",
    "Praca w 100% zdalna.",
    "Praca w pełni zdalna.",
    "Trabalho 100% remoto.",
    "Totalmente remoto.",
    "100 % distans.",
    "Fuldt remote.",
    "Remote, with two offsites a year.",
    "Fully remote, or in our Berlin office if you prefer.",
    "Remote (US only).",
)


@pytest.mark.parametrize(
    ("words", "remote"),
    [
        ("Remote (EU)", True),
        ("FULLY_REMOTE", True),
        ("Trabajo remoto", True),
        ("Remote or hybrid", True),
        ("Hybrid - Oslo", False),
        ("2 Tage Homeoffice pro Woche", False),
        ("deux jours de télétravail", False),
        ("tres días de teletrabajo", False),
        ("Three days a week remote", False),
        ("50% remote", False),
        ("On-site", False),
        ("Not remote", False),
        ("Remote sensing", None),
        ("Bergen", None),
    ],
)
def test_work_that_is_partly_done_from_home_is_not_remote(words: str, remote: bool | None) -> None:
    assert is_remote(words) is remote


@pytest.mark.parametrize(
    ("text", "remote"),
    [
        ("We are a remote company. Write to us.", True),
        ("Fully remote, with two days a year in the office.", True),
        ("You can work from home. We meet on Mondays by video.", True),
        ("You may work remotely two days a week; the rest is at our Turin lab.", False),
        ("Our team is hybrid. Also: up to six weeks a year of remote work.", False),
        ("Bis zu 60 % mobiles Arbeiten.", False),
        ("You get four weeks of remote work a year.", None),
        ("Work from anywhere 4 weeks a year.", None),
        ("You answer remote customers by phone.", None),
        ("Not only remote work, but a day off each month: this job is remote.", True),
    ],
)
def test_a_perk_of_some_weeks_makes_no_work_remote(text: str, remote: bool | None) -> None:
    assert text_is_remote(text) is remote


def test_a_text_that_excludes_remote_work_says_so() -> None:
    assert excludes_remote("Great team. This role is 100% on-site and does not offer remote work.")
    assert not excludes_remote("We are hybrid. Remote work is welcome.")


@pytest.mark.parametrize("sentence", IN_PART)
def test_work_from_home_in_part_or_not_at_all_is_not_remote(sentence: str) -> None:
    assert text_is_remote(f"We are a team of ten. {sentence}") is False


@pytest.mark.parametrize("sentence", WHOLLY)
def test_work_wholly_from_home_is_remote(sentence: str) -> None:
    assert text_is_remote(f"We are a team of ten. {sentence}") is True
