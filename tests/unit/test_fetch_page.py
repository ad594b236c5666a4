import pytest

from reactor.errors import LastingError
from reactor.fetch.page import Page


def page(body: bytes, content_type: str = "text/html") -> Page:
    return Page("https://example.com/jobs", 200, content_type, body)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("Zürich".encode(), "text/html"),
        ("Zürich".encode(), "text/html; charset=no-such-charset"),
        ("Zürich".encode(), "text/html; charset=base64"),
        ("Zürich".encode("latin-1"), "text/html; charset=ISO-8859-1"),
        ("Zürich".encode("latin-1"), 'text/html; charset="windows-1252"'),
        (b"\xef\xbb\xbf" + "Zürich".encode(), "text/html; charset=latin-1"),
        (b"\xff\xfe" + "Zürich".encode("utf-16-le"), "text/html"),
        (b"\xfe\xff" + "Zürich".encode("utf-16-be"), "text/html; charset=utf-8"),
    ],
)
def test_text_is_decoded_by_mark_or_header(body: bytes, content_type: str) -> None:
    assert page(body, content_type).text == "Zürich"


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="iso-8859-1">',
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">',
        '<?xml version="1.0" encoding="ISO-8859-1"?>',
    ],
)
def test_a_declaration_in_the_page_counts_where_the_header_is_silent(declaration: str) -> None:
    assert page(f"{declaration}Zürich".encode("latin-1")).text == f"{declaration}Zürich"


def test_a_page_that_claims_utf_16_in_ascii_is_utf_8() -> None:
    assert page('<meta charset="utf-16">Zürich'.encode()).text.endswith("Zürich")


def test_bytes_that_do_not_decode_are_replaced() -> None:
    assert page(b"a\xffb", "text/html; charset=utf-8").text == "a\ufffdb"


def test_iso_8859_1_means_windows_1252_as_in_browsers() -> None:
    assert page(b"\x93hi\x94", "text/html; charset=iso-8859-1").text == "\u201chi\u201d"


@pytest.mark.parametrize("body", [b"<html>", b"", b'{"jobs": [', b"[" * 100_000])
def test_malformed_json_is_a_lasting_failure_that_names_the_address(body: bytes) -> None:
    with pytest.raises(LastingError, match=r"https://example\.com/jobs should be JSON"):
        page(body).json()


@pytest.mark.parametrize(
    ("declared", "really", "words"),
    [
        ("Shift_JIS", "cp932", "①髙橋㈱"),
        ("gb2312", "gb18030", "朱镕基"),
        ("euc-kr", "cp949", "똠방각하"),
    ],
)
def test_asian_charsets_are_read_as_windows_made_them(
    declared: str, really: str, words: str
) -> None:
    assert page(words.encode(really), f"text/html; charset={declared}").text == words


@pytest.mark.parametrize("declaration", ["", '<meta charset="utf-7">', '<meta charset="base64">'])
def test_bytes_that_are_no_utf_8_are_windows_1252_where_nothing_known_is_declared(
    declaration: str,
) -> None:
    body = f"{declaration}Ingénieur à Liège \u2013 50 €".encode("cp1252")
    assert page(body).text == f"{declaration}Ingénieur à Liège \u2013 50 €"


def test_a_few_broken_bytes_do_not_make_utf_8_something_else() -> None:
    assert page("Ingénieur à Liège: ".encode() + b"\xc3").text == "Ingénieur à Liège: \ufffd"


@pytest.mark.parametrize(
    ("label", "codec", "words"),
    [
        ("latin2", "iso8859-2", "Inżynier"),
        ("x-cp1250", "cp1250", "Łódź"),
        ("x-mac-roman", "mac-roman", "Besançon"),
        ("l9", "iso8859-15", "50 €"),
        ("UTF8", "utf-8", "Zürich"),
        ("iso_8859-1:1987", "cp1252", "„Pumpe“"),
        ("x-user-defined", "cp1252", "Liège"),
        ("big5", "big5hkscs", "工程師"),
    ],
)
def test_charsets_go_by_all_the_names_that_browsers_know(
    label: str, codec: str, words: str
) -> None:
    assert page(words.encode(codec), f"text/html; charset={label}").text == words
