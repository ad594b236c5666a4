"""Texts that declare no charset are read as what their letters tell."""

# ruff: noqa: RUF001 - letters of many languages

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactor.fetch.guessed_charset import guessed_charset, unmarked_utf_16
from reactor.fetch.page import Page

GERMAN = "Jürgen Müßig, Köln\r\nKrankenpfleger am Universitätsklinikum Köln, Français, Türkçe"
FRENCH = "Élodie Lefèvre, Besançon\r\nÉlectricienne, câblage d’armoires, diplômée à Orléans"
SPANISH = "Íñigo Muñoz, Logroño\r\nMecánico, diagnóstico electrónico, ¿euskera? sí"
PORTUGUESE = "João Conceição, Guimarães\r\nEnfermeiro, urgência, Hospital de São João"
ITALIAN = "Niccolò Però, Forlì\r\nSaldatore, perché la qualità è tutto, città di Forlì"
SWEDISH = "Åsa Björkström, Malmö\r\nSjuksköterska på akutmottagningen"
POLISH = "Łukasz Wiśniewski, Łódź\r\nKsięgowy, doświadczenie, język angielski, umiejętności"
CZECH = "Jiří Dvořák, Plzeň\r\nSvářeč a zámečník, Škoda Plzeň, řidičský průkaz"
HUNGARIAN = "Szűcs Győző, Győr\r\nHegesztő, öt év tapasztalat, űrlapok kitöltése"
TURKISH = "Gülşah Yıldırım, İzmir\r\nHemşire, yoğun bakım, Ege Üniversitesi, Türkçe"
RUSSIAN = "Иван Щербаков, Москва\r\nИнженер-программист, опыт работы 8 лет, PostgreSQL"
GREEK = "Γιώργος Παπαδόπουλος, Αθήνα\r\nΗλεκτρολόγος μηχανικός, δεκαετής εμπειρία"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        *[(text, "cp1252") for text in (GERMAN, FRENCH, SPANISH, PORTUGUESE, ITALIAN, SWEDISH)],
        *[(text, "mac-roman") for text in (GERMAN, FRENCH, SPANISH, PORTUGUESE, ITALIAN, SWEDISH)],
        *[(text, charset) for text in (POLISH, CZECH) for charset in ("cp1250", "iso8859-2")],
        *[(HUNGARIAN, charset) for charset in ("cp1250", "iso8859-2")],
        *[(TURKISH, charset) for charset in ("cp1254", "iso8859-9")],
        *[(RUSSIAN, charset) for charset in ("cp1251", "koi8-r")],
        *[(GREEK, charset) for charset in ("cp1253", "iso8859-7")],
        (GERMAN.replace("ç", "c"), "cp850"),
        *[(text, "utf-16-le") for text in (GERMAN, CZECH, RUSSIAN)],
        (GERMAN, "utf-16-be"),
        ("a dash \u2013 and don\u2019t", "cp1252"),
        ("Café", "cp1252"),
    ],
)
def test_a_text_in_any_charset_is_read_as_it_was_written(text: str, charset: str) -> None:
    for media_type in ("text/plain", "text/html"):
        page = Page("https://ada.example/cv", 200, media_type, text.encode(charset))
        assert page.text == text


def test_a_page_that_says_utf_8_and_is_not_is_read_as_what_it_is() -> None:
    page = Page("", 200, "text/plain; charset=utf-8", GERMAN.encode("cp1252"))
    assert page.text == GERMAN


def test_what_is_declared_is_believed() -> None:
    page = Page("", 200, "text/plain; charset=windows-1252", POLISH.encode("cp1250"))
    assert page.text == POLISH.encode("cp1250").decode("cp1252", "replace")


@pytest.mark.parametrize(
    "body", [b"", b"plain", b"\xfe\xed" * 3000, bytes(200), bytes(range(128, 256)) * 40]
)
def test_what_is_no_text_is_guessed_to_be_none(body: bytes) -> None:
    assert guessed_charset(body) is None
    assert unmarked_utf_16(body) is None


@given(body=st.binary(max_size=300))
def test_any_bytes_are_read_as_some_text(body: bytes) -> None:
    assert isinstance(Page("", 200, "", body).text, str)
