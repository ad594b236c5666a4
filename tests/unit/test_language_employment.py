import pytest

from reactor.language.employment import employment_type_of, is_employment_type


@pytest.mark.parametrize("words", ["Full Time", "full-time", "Contract", "Internship", "Vollzeit"])
def test_kinds_of_employment_are_known(words: str) -> None:
    assert is_employment_type(words)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Full-time / Part-time", "Full-time / Part-time"),
        ("CDI - Temps plein", "CDI - Temps plein"),
        ("Vollzeit, unbefristet", "Vollzeit, unbefristet"),
        ("Full-time /", "Full-time"),
        ("Casual, Part-time, Casual", "Casual, Part-time"),
        ("Full-time • Posted: 2 days ago", "Full-time"),
        ("Till 30 June 2027", ""),
        ("Posted: 3 days ago• Recruiter active today", ""),
        ("Great colleagues", ""),
    ],
)
def test_a_kind_of_employment_is_what_is_known_as_one(words: str, kind: str) -> None:
    assert employment_type_of(words) == kind
