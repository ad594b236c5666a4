"""Rich text files are read as what a reader sees of them."""

# ruff: noqa: RUF001 - letters of many languages

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactor.document_text.rtf import text_of_rtf
from tests.rich_texts import rtf

POLISH = "Łukasz Wiśniewski, księgowy, Łódź"
RUSSIAN = "Иван Щербаков, сварщик"
GERMAN = "Jürgen Müßig, Köln"
MOST = 50_000


def lines_of(body: bytes) -> list[str]:
    lines = (" ".join(line.split()) for line in text_of_rtf(body, MOST).split("\n"))
    return [line for line in lines if line]


def test_letters_that_are_given_by_their_numbers_are_read() -> None:
    lines = ("{Ada} \\o/", POLISH, RUSSIAN, "😀 1815–1852")
    assert lines_of(rtf(*lines)) == list(lines)


@pytest.mark.parametrize(
    ("text", "charset", "font", "declared"),
    [
        (GERMAN, "cp1252", 0, ""),
        (POLISH, "cp1250", 238, ""),
        (RUSSIAN, "cp1251", 204, ""),
        (POLISH, "cp1250", 0, r"\ansicpg1250 "),
        (GERMAN, "mac-roman", 77, ""),
        (GERMAN, "mac-roman", 0, r"\mac "),
        ("溶接工", "cp932", 128, ""),
    ],
)
def test_letters_are_read_in_the_charset_of_their_font_or_of_the_file(
    text: str, charset: str, font: int, declared: str
) -> None:
    fonts = rf"{{\f1\fnil\fcharset{font} Arial;}}" if font else ""
    chosen = r"\f1 " if font else ""
    body = rtf(text, charset=charset, fonts=fonts, before=declared + chosen)
    assert lines_of(body) == [text]


def test_what_a_reader_does_not_see_is_left_out() -> None:
    unseen = (
        r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}{\*\generator Some 5.41;}"
        r"{\info{\author Nobody}}{\pict\pngblip 89504e470d0a}{\pict\bin6 }}{{\\}{\footer Page 1}"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt ada.example}}{\deleted gone}{\v hidden}\par "
    )
    assert lines_of(rtf("Ada", before=unseen)) == ["ada.example", "Ada"]


def test_headers_boxes_and_cells_are_read() -> None:
    more = (
        r"{\header Ada, welder\par}\trowd\intbl 2019\cell Head\cell\row"
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt Forklift\par}}}"
        r"well\~known, self\_employed, un\-broken\line next\tab one"
    )
    assert lines_of(rtf("Ada", behind=more)) == [
        *("Ada", "Ada, welder", "2019 Head", "Forklift"),
        *("well known, self-employed, unbroken", "next one"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"{\\rtf1 " + b"{" * 1_000_000,
        b"{\\rtf1 " + b"}" * 1_000_000,
        b"{\\rtf1 " + b"\\'e9" * 1_200_000,
        b"{\\rtf1 " + b"{\\*" * 300_000,
        b"{\\rtf1 \\bin9999999999 x",
        b"{\\rtf1 \\u99999999999 \\uc99999 \\u65?",
        b"{\\rtf1 " + b"\\par" * 1_000_000,
    ],
    ids=["groups", "ends", "letters", "stars", "binary", "numbers", "paragraphs"],
)
def test_a_file_that_is_made_to_hurt_comes_to_an_end(body: bytes) -> None:
    assert len(text_of_rtf(body, MOST)) <= MOST


@given(body=st.binary(max_size=300))
def test_any_bytes_are_read_as_some_text(body: bytes) -> None:
    assert isinstance(text_of_rtf(b"{\\rtf1 " + body, MOST), str)
