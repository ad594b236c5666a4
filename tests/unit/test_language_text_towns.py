"""The town of the work where a text only speaks of it, and what is none."""

# ruff: noqa: E501 - words of many languages

import pytest

from reactor.match.keyword.text_locations import told_places

FILL = {
    "en": "You will work with people who know what they do. We offer a good salary and a nice team.",
    "de": "Sie arbeiten mit Menschen, die wissen, was sie tun. Wir bieten ein gutes Gehalt und ein nettes Team, und die Stelle ist für Sie ab sofort zu haben. Das ist bei uns so, und wir freuen uns auf Sie mit oder ohne Erfahrung.",
    "es": "Trabajarás con personas que saben lo que hacen. Ofrecemos un buen sueldo y un equipo que te ayuda, con vacaciones y todo lo que es necesario para vivir. El contrato es de los que se firman para siempre, y la jornada es de mañana.",
    "fr": "Vous travaillez avec des personnes qui savent ce qui est à faire. Nous vous offrons un bon salaire et une équipe pour vous aider, avec des congés et tout ce qui est nécessaire pour vivre. Le contrat est à durée indéterminée et les horaires sont du matin.",
    "it": "Lavorerai con persone che sanno quello che è da fare. Offriamo un buono stipendio e una squadra che ti aiuta, con le ferie e tutto quello che è necessario per vivere. Il contratto è per sempre, gli orari sono di mattina e il gruppo è piccolo.",
    "nl": "Je werkt met mensen die weten wat er te doen is. Wij bieden een goed salaris en een team dat je helpt, met vakantie en alles wat je nodig hebt om te leven. Het contract is voor altijd en de werktijden zijn in de ochtend.",
    "pl": "Pracujesz z ludźmi, którzy wiedzą, co jest do zrobienia. Oferujemy dobre wynagrodzenie oraz zespół, który pomaga, a do tego urlop i wszystko, co jest potrzebne do życia. Umowa jest na czas nieokreślony, a praca jest na rano, od szóstej do czternastej.",
    "pt": "Vais trabalhar com pessoas que sabem o que é para fazer. Oferecemos um bom salário e uma equipa que te ajuda, com férias e tudo o que é necessário para viver. O contrato é para sempre e os horários são da manhã, com os dias de folga ao domingo.",
    "cs": "Budete pracovat s lidmi, kteří vědí, co je potřeba. Nabízíme dobrou mzdu a tým, který se postará, a k tomu dovolenou a vše, co je potřeba pro život. Smlouva je na dobu neurčitou a pracujeme ve dne, od rána do odpoledne, v klidu a s chutí. Jsme rádi, že se nám daří.",
    "sv": "Du arbetar med människor som vet vad som är att göra. Vi erbjuder en bra lön och ett team som hjälper dig, med semester och allt som är nödvändigt för att leva. Avtalet är för alltid och vi arbetar på morgonen, och det är vi glada för.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "sentence", "countries", "town"),
    [
        ("en", "Visits to the school in Bristol are recommended.", {"GB"}, "Bristol"),
        ("en", "In the heart of Leeds, we bake bread.", {"GB"}, "Leeds"),
        ("en", "Twenty minutes from Leeds by train, our dale is green.", {"GB"}, "Leeds"),
        ("en", "Acme is a Sheffield-based maker of knives.", {"GB"}, "Sheffield"),
        ("en", "We are a Dublin company.", {"IE"}, "Dublin"),
        ("de", "Wir sind ein Chemnitzer Familienbetrieb.", {"DE"}, "Chemnitz"),
        ("es", "Somos un hospital de Sevilla con 300 camas.", {"ES"}, "Sevilla"),
        ("it", "Siamo un'azienda di Padova che produce pompe.", {"IT"}, "Padova"),
        ("fr", "Le poste est à pourvoir sur Toulouse.", {"FR"}, "Toulouse"),
        ("cs", "Najdete nás v Hradci Králové.", {"CZ"}, "Hradec Králové"),
        ("de", "Die Muster GmbH aus Heilbronn baut Pumpen.", {"DE"}, "Heilbronn"),
        ("de", "Im Herzen von Nürnberg führen wir ein kleines Hotel.", {"DE"}, "Nürnberg"),
        (
            "de",
            "Seit 1990 arbeiten wir in Halle (Saale) und im Saalekreis.",
            {"DE"},
            "Halle (Saale)",
        ),
        ("es", "Hospital Sierra Norte, en el norte de Madrid capital, crece.", {"ES"}, "Madrid"),
        ("es", "Requisitos: colegiación en Madrid.", {"ES"}, "Madrid"),
        ("fr", "Aux portes sud de Lyon, notre communauté recrute.", {"FR"}, "Lyon"),
        ("it", "Abbiamo la sede a Sala Bolognese, un quarto d'ora da Bologna.", {"IT"}, "Bologna"),
        ("nl", "In logistieke hotspot Venlo runt de groep 400 trucks.", {"NL"}, "Venlo"),
        ("nl", "Vanuit Barendrecht sturen wij bloembollen.", {"NL"}, "Barendrecht"),
        ("pl", "Pracujemy w samym centrum Wrocławia.", {"PL"}, "Wrocław"),
        ("pl", "Nasza firma działa w Krakowie.", {"PL"}, "Kraków"),
        ("pt", "A nossa padaria fica em Braga.", {"PT"}, "Braga"),
        ("cs", "Jsme nakladatelství v Brně.", {"CZ"}, "Brno"),
        ("cs", "Tiskárna v Pardubicích hledá posilu.", {"CZ"}, "Pardubice"),
        ("sv", "Vi är ett litet bolag i Västerås.", {"SE"}, "Västerås"),
    ],
)
def test_the_only_town_of_a_text_is_where_the_work_is(
    language: str, sentence: str, countries: set[str], town: str
) -> None:
    told = told_places(f"{sentence} {FILL[language]}", frozenset(countries))
    assert [part.text for part in told] == [town]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Our customers are in Leeds."),
        ("en", "You report to the manager in Zürich."),
        ("en", "We were founded in Leeds."),
        ("en", "You travel once a month to a team in Leeds."),
        ("en", "We have teams in Leeds, Bristol and Cardiff."),
        ("en", "We work an hour from Leeds by train."),
        ("de", "Wir arbeiten Hand in Hand."),
        ("de", "Unsere Kunden sitzen in Stuttgart."),
        ("de", "Sie arbeiten zwischen Basel und Straßburg."),
        ("de", "Wir haben Häuser in Köln, Aachen und Dresden."),
        ("es", "Viajes a ferias en Barcelona."),
        ("it", "Abbiamo la sede a Sala Consilina di Sopra."),
        ("pl", "Mamy oddziały w Krakowie i Gdańsku."),
    ],
)
def test_a_town_that_is_another_matter_is_no_place_of_work(language: str, sentence: str) -> None:
    assert (
        told_places(f"{FILL[language]} {sentence}", frozenset({"GB", "DE", "ES", "IT", "PL"})) == ()
    )
