"""What messages and logs show of addresses that hold tokens."""

from reactor.errors import LastingError
from reactor.scrape.boards import Request
from reactor.url_redaction import without_tokens

SECRET = "5F1A2B"  # noqa: S105 - of nobody
ADDRESS = f"https://example.com/positions?token={SECRET}&details=true"


def test_no_token_is_shown() -> None:
    for text in (
        without_tokens(f"asked <{ADDRESS}>"),
        Request(ADDRESS).shown,
        str(LastingError(f"{ADDRESS} does not answer")),
    ):
        assert SECRET not in text
        assert "token=...&details=true" in text


def test_what_is_no_token_is_kept() -> None:
    assert without_tokens("https://example.com/?monkey=1&tokens=2") == (
        "https://example.com/?monkey=1&tokens=2"
    )
