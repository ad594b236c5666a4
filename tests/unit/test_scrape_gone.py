import pytest

from reactor.errors import GoneError, LastingError
from reactor.scrape.posting_page.reading import read_posting

URL = "https://example.com/jobs/7"
LINKS = "<ul><li><a href='/jobs/8'>Cook</a></li><li><a href='/jobs/9'>Baker</a></li></ul>"


def page(words: str, title: str = "Careers") -> str:
    return (
        f"<html><head><title>{title}</title></head><body><main>{words}</main>{LINKS}</body></html>"
    )


@pytest.mark.parametrize(
    "notice",
    [
        "Sorry, this job is no longer available.",
        "This position has been filled",
        "The job you are looking for is no longer open",
        "We are no longer accepting applications for this role",
        "Job not found",
        "This vacancy has expired",
        "Diese Stelle ist leider nicht mehr verfügbar",
        "Die Stelle wurde bereits besetzt",
        "Cette offre n'est plus disponible",
        "Esta oferta ya no está disponible",
        "Questa posizione non è più disponibile",
        "Esta vaga foi encerrada",
        "Deze vacature is gesloten",
        "Tjänsten är tillsatt",
        "Oferta pracy nieaktualna",
        "Вакансия закрыта",
        "この求人は募集を終了しました",
        "该职位已关闭",
        "마감된 채용 공고입니다",
    ],
)
def test_a_page_that_says_so_is_gone_and_the_failure_quotes_it(notice: str) -> None:
    with pytest.raises(GoneError, match=notice.partition(" ")[0]):
        read_posting(page(f"<p>{notice}</p>"), URL, "Welder")


@pytest.mark.parametrize("title", ["404", "404 - Page not found", "Seite nicht gefunden"])
def test_a_page_not_found_that_is_answered_with_200_is_gone(title: str) -> None:
    with pytest.raises(GoneError):
        read_posting(page("<p>Try the start page.</p>", title), URL, "")


def test_a_notice_above_a_whole_posting_counts() -> None:
    duties = "".join(f"<li>Weld seams of kind {number} all day long</li>" for number in range(40))
    text = f"<h1>Welder</h1><p>This position has been filled.</p><h2>Duties</h2><ul>{duties}</ul>"
    with pytest.raises(GoneError, match="has been filled"):
        read_posting(page(text), URL, "")


@pytest.mark.parametrize(
    "words",
    [
        "<p>You replace records that are no longer available in print.</p>",
        "<p>If the position has been filled before your letter arrives, we shall tell you.</p>",
        "<p>Explain to visitors why a page not found today may be found tomorrow.</p>",
        "<p>This job is closed to agencies.</p>",
    ],
)
def test_a_posting_that_only_mentions_such_words_is_read(words: str) -> None:
    assert "Archivist" in read_posting(page(f"<h1>Archivist</h1>{words}"), URL, "").text


def test_a_form_to_sign_in_is_no_posting_and_not_the_end_of_one() -> None:
    form = "<h1>Sign in</h1><form><input name=user><input type=password></form>"
    with pytest.raises(LastingError, match="sign in") as error:
        read_posting(page(form), URL, "")
    assert not isinstance(error.value, GoneError)


DUTIES = "".join(f"<li>Weld seams of kind {number} all day long</li>" for number in range(40))
MARKUP = (
    '<script type="application/ld+json">{"@type": "JobPosting", "title": "Welder", "description":'
    f' "{DUTIES}"}}</script>'
)


@pytest.mark.parametrize(
    "notice",
    [
        "<h1>Welder</h1><div role=alert>This vacancy is closed.</div>",
        "<h1>Welder</h1><p>We are no longer accepting applications.</p>",
        "<h1>Welder <span>[Position filled]</span></h1>",
        "<h1>Welder</h1><span class=badge>Closed</span>",
    ],
)
def test_a_notice_counts_beside_whole_json_ld(notice: str) -> None:
    with pytest.raises(GoneError):
        read_posting(page(f"{MARKUP}{notice}<ul>{DUTIES}</ul>"), URL, "Welder")


def test_a_notice_in_the_place_of_the_button_counts() -> None:
    end = "<div class=apply-box><p>Applications for this job are now closed.</p></div>"
    about = "<p>We are a yard of many people and look for more of them.</p>" * 20
    with pytest.raises(GoneError):
        read_posting(page(f"<h1>Welder</h1><ul>{DUTIES}</ul>{end}{about}"), URL, "Welder")


@pytest.mark.parametrize(
    "words",
    [
        "<p>Meal vouchers for this role are not available.</p>",
        "<p>The earlier position has been filled, this is another.</p>",
        (
            "<section><h2>More jobs</h2><div><h3>Job expired</h3><a href='/jobs/8'>Cook</a></div>"
            "</section>"
        ),
        (
            "<ul><li><a href='/jobs/8'>Cook</a> <b>Position filled</b></li>"
            "<li><a href='/jobs/9'>Baker</a> <b>Open</b></li></ul>"
        ),
    ],
)
def test_what_is_said_of_something_else_does_not_count(words: str) -> None:
    assert read_posting(page(f"<h1>Welder</h1>{words}<ul>{DUTIES}</ul>"), URL, "Welder").text


def test_a_sentence_in_the_midst_of_a_long_posting_does_not_count() -> None:
    text = f"<ul>{DUTIES}</ul><p>This role was closed.</p><ul>{DUTIES}</ul>"
    assert read_posting(page(f"<h1>Welder</h1>{text}"), URL, "Welder").text
