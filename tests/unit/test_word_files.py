"""Word and OpenDocument files are read as a reader sees them: headers, boxes, tables, no more."""

import pytest

from reactor.document_text.docx import text_of_docx
from reactor.document_text.odt import text_of_odt
from tests.documents import WORD, docx, odt, paragraphs, table

MOST = 50_000
ROWS = (
    ("2019 - heute", "Krankenpfleger|Intensivstation"),
    ("2015", "Ausbildung"),
    ("2012|2010", "zwei Jahre"),
    ("Sprachen", "Deutsch"),
)
READ = [
    *("2019 - heute Krankenpfleger", "Intensivstation", "2015 Ausbildung"),
    *("2012", "2010", "zwei Jahre", "Sprachen", "Deutsch"),
]
"""The time stands with what was done then; lines that are several stay as they are."""


def in_word(markup: str, **parts: str) -> list[str]:
    body = paragraphs("Ada").replace("</w:body>", f"{markup}</w:body>")
    return text_of_docx(docx(body, **parts), MOST).split("\n")


def in_odt(markup: str, header: str = "") -> list[str]:
    return text_of_odt(odt("Ada", markup=markup, header=header), MOST).split("\n")


def test_the_rows_of_a_table_have_the_time_and_what_was_done_then_in_one_line() -> None:
    assert in_word(table(*ROWS)) == ["Ada", *READ]
    assert in_odt(table(*ROWS, word=False)) == ["Ada", *READ]


@pytest.mark.parametrize("last", [("2009",), ("2009", "")])
def test_no_line_of_a_table_is_lost(last: tuple[str, ...]) -> None:
    assert in_word(table(last)) == ["Ada", "2009"]
    assert in_odt(table(last, word=False)) == ["Ada", "2009"]


def test_headers_come_first_and_each_once() -> None:
    header = paragraphs("Ada Example, welder")
    assert in_word("", header1=header, header2=header) == ["Ada Example, welder", "Ada"]
    assert in_odt("", header="Ada Example, welder") == ["Ada Example, welder", "Ada"]


def test_a_broken_header_is_passed_over() -> None:
    assert in_word("", header1="<w:hdr") == ["Ada"]


def test_a_box_is_read_once_although_word_writes_it_twice() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Forklift</w:t></w:r></w:p></w:txbxContent>"
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{space}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert in_word(both) == ["Ada", "Forklift"]


def test_what_was_deleted_or_moved_elsewhere_is_left_out() -> None:
    tracked = (
        "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>added</w:t></w:r></w:ins></w:p>"
    )
    assert in_word(tracked) == ["Ada", "added"]
    assert WORD in paragraphs()


def test_a_comment_is_left_out() -> None:
    comment = "<text:p>Kiel<office:annotation><text:p>really?</text:p></office:annotation></text:p>"
    assert in_odt(comment) == ["Ada", "Kiel"]
