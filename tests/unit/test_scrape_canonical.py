import pytest

from reactor.scrape.canonical import canonical_url


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/jobs/17",
        "https://example.com/jobs/17/",
        "https://EXAMPLE.com:443/jobs/17",
        " https://example.com/jobs/17#apply ",
        "https://example.com/jobs/17?utm_source=x&utm_medium=y&gclid=1&fbclid=2&gh_src=3",
        "https://example.com/jobs/17?ref=linkedin&source=indeed",
        "https://example.com/jobs/17;jsessionid=0A1B?PHPSESSID=2",
        "https://example.com/(S(abc123))/jobs/17?hsLang=en&empty=",
        "https://example.com//jobs/./x/..//%31%37",
        "https://example.com./jobs/17?",
    ],
)
def test_one_posting_has_one_address(url: str) -> None:
    assert canonical_url(url) == "https://example.com/jobs/17"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/jobs?gh_jid=17",
        "https://example.com/jobs?id=17&lang=de",
        "https://example.com/jobs?ref=REQ-17",
        "https://example.com/app#/jobs/17",
        "https://example.com/app#!/jobs/17",
        "http://127.0.0.1:8080/jobs/a%20b",
        "https://[2606:4700::1111]/jobs/17",
        "https://example.com/",
        "https://www.example.com/jobs/17",
        "https://example.com/jobs?17",
        "https://example.com/a%2Fb",
    ],
)
def test_what_tells_postings_apart_stays(url: str) -> None:
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://example.com/j?lang=de&id=1", "https://example.com/j?id=1&lang=de"),
        ("https://example.com/ingénieur", "https://example.com/ing%C3%A9nieur"),
        ("https://example.com/ing%c3%a9nieur", "https://example.com/ing%C3%A9nieur"),
        ("https://example.com/a b%7e", "https://example.com/a%20b~"),
        ("https://example.com/../../jobs", "https://example.com/jobs"),
        ("https://example.com", "https://example.com/"),
    ],
)
def test_what_is_spelled_in_several_ways_is_spelled_in_one(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical
