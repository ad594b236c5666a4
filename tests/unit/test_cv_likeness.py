"""What stands in the place of a CV is told from one by what it lacks."""

# ruff: noqa: E501, RUF001 - words of many languages

import pytest

from reactor.cv.tasks import read_cv
from reactor.errors import LastingError
from reactor.fetch.page import Page

FIELD = "<form><input type=password></form>"

NEUTRAL = "<p>Leeds and York, Kiel and Gdynia, Lille and Oulu, Bath and Wells, Hay and Rye</p>"
"""Enough letters to be read at all, and a sign of nothing."""

WALLS = {
    "LinkedIn": f"<h1>Join LinkedIn</h1><p>Make the most of your professional life</p>{FIELD}"
    "<p>By clicking Agree & Join you agree to the User Agreement, Privacy Policy, Cookie Policy</p>",
    "a profile behind it": "<h1>Sign in to see who you already know</h1><p>Teacher of Mathematics"
    f"</p><p>Join to view full profile</p>{FIELD}<p>User Agreement, Privacy Policy</p>",
    "GitHub": "<header>Sign in Product Pricing</header><h1>cv/cv.pdf</h1><a>View raw</a><p>Sorry, "
    "something went wrong.</p><footer>© 2026 GitHub, Inc. Terms Privacy Cookies</footer>",
    "Notion": "<p>The workspace for your notes, tasks, wikis, and databases.</p>"
    "<p>JavaScript must be enabled in order to use Notion.</p>",
    "consent": "<h1>Before you continue</h1><p>We use cookies and data to maintain services, track "
    "outages and protect against spam</p><p>Privacy Policy Terms of Service</p>",
    "German": f"<h1>Anmelden</h1><p>Passwort vergessen? Noch kein Konto?</p>{FIELD}<p>AGB</p>",
    "French": f"<h1>Connectez-vous</h1><p>Mot de passe oublié ? Créer un compte</p>{FIELD}",
    "Polish": f"<h1>Zaloguj się</h1><p>Nie masz konta? Zarejestruj się w serwisie</p>{FIELD}",
    "Russian": f"<h1>Вход в аккаунт</h1><p>Забыли пароль? Зарегистрироваться бесплатно и быстро</p>"
    f"{FIELD}",
    "expired": "<h1>This link has expired</h1><p>The file is no longer available. Ask its owner to "
    "share it again with you.</p>",
    "not found": "<h1>404</h1><p>Sorry, the page you were looking for does not exist. Go back to "
    "the home page.</p>",
    "for sale": "<h1>ada.example</h1><p>This domain is for sale. Related searches: Insurance, "
    "Credit cards, Hosting, Flights</p>",
    "a service that is down": "<h1>We will be back soon</h1><p>Sorry for the inconvenience. We are "
    "performing some maintenance at the moment.</p>",
    "an index": "<h1>Index of /files</h1><p>Parent Directory</p><p>cv.pdf 2024-03-01 88K</p><p>"
    "photo.jpg 2023-01-04</p><p>Apache Server at ada.example Port 443</p>",
}

CVS = {
    "English": "<h1>Ada</h1><h2>Experience</h2><p>2019-present Teacher, Carr Hill High School</p>",
    "a sentence": "<h1>Mia</h1><p>Registered nurse, ICU, nine years. Open to work in Leeds.</p>",
    "on a site": "<nav>Home Blog Log in</nav><p>Work experience</p><p>2012–2020 Head chef, The "
    "Anchor</p><p>This site uses cookies. Privacy policy</p>",
    "under furniture": "<nav>Log in</nav><p>Data scientist</p><p>Four years in machine learning and"
    " causal inference</p><footer>This site uses cookies. Privacy policy</footer>",
    "about scripts": "<p>Front-end developer. Sites that work without JavaScript enabled; sign-in "
    "flows</p><p>2019–2024 Lead developer at Acme</p>",
    "a portfolio": "<p>I design interfaces for hospitals.</p><p>NHS booking, 2021</p><p>Charité ward "
    "planner, 2019</p>",
    "in prose": "<p>I keep bees and books. For fourteen years I ran the reading room in Hay; before "
    "that I mended clocks.</p>",
    "German": "<h1>Tom</h1><p>Tischlermeister aus Kiel, seit zwanzig Jahren im Möbelbau tätig</p>",
    "French": "<h2>Parcours</h2><p>2018 à aujourd'hui : infirmière au CHU de Lille, réanimation</p>",
    "Hungarian": "<h2>Munkatapasztalat</h2><p>Hegesztő, öt év, Audi Hungária, Győr és Budapest</p>",
    "Greek": "<h2>Εμπειρία</h2><p>Ηλεκτρολόγος μηχανικός, δεκαετής εμπειρία στη Θεσσαλονίκη</p>",
    "Finnish": "<h2>Työkokemus</h2><p>2015–2023 Sähköasentaja, Oulun Energia, Oulu ja Kemi</p>",
    "Japanese": "<h1>職務経歴書</h1><p>山田太郎、ソフトウェアエンジニア、株式会社例に二〇一五年四月から現在まで"
    "勤務、データベース設計とネットワーク構築の経験</p>",
    "an unknown language": f"<p>{'Bona fide lingua ignota verba multa habet. ' * 40}</p>",
}


def read(body: str, kind: str = "text/html; charset=utf-8") -> str:
    page = f"<html><title>x</title><body>{body}{NEUTRAL}</body></html>" if "html" in kind else body
    return read_cv(Page("https://ada.example/cv", 200, kind, page.encode()))


@pytest.mark.parametrize("wall", WALLS.values(), ids=WALLS.keys())
def test_a_wall_is_no_cv(wall: str) -> None:
    with pytest.raises(LastingError, match=r"no CV.*cvText") as told:
        read(wall)
    assert told.value.code == "cv_wall"


@pytest.mark.parametrize("cv", CVS.values(), ids=CVS.keys())
def test_a_cv_is_one_whatever_else_its_page_shows(cv: str) -> None:
    assert read(cv)


def test_what_an_interface_answers_is_no_cv_and_a_cv_in_json_is_one() -> None:
    refusal = '{"error": {"code": 403, "message": "The caller does not have permission to access"}}'
    with pytest.raises(LastingError) as told:
        read(refusal, "application/json")
    assert told.value.code == "cv_wall"
    assert read(
        '{"basics": {"label": "Registered nurse"}, "work": [{"startDate": "2019-03-01", "name": "Infirmary"}]}',
        "",
    )


def test_a_short_text_that_somebody_wrote_is_believed() -> None:
    assert read("Bees and books, fourteen winters in the reading room at Hay-on-Wye", "text/plain")
