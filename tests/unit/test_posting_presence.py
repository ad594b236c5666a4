"""What becomes of postings that a list shows, or no longer shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactor.decisions.posting_presence import KnownPosting, presence

URLS = st.sampled_from("abcdef")
KEPT = st.lists(
    st.builds(
        KnownPosting, URLS, missed=st.integers(0, 3), gone=st.booleans(), listed=st.booleans()
    ),
    unique_by=lambda posting: posting.url,
)


def test_what_is_listed_is_there() -> None:
    found = presence(
        [KnownPosting("a"), KnownPosting("b", gone=True)], ["a", "b", "c"], whole=True, exact=True
    )
    assert (found.listed, found.back, found.gone) == (("a", "b", "c"), ("b",), ())


def test_a_machine_is_believed_at_once() -> None:
    found = presence([KnownPosting("a"), KnownPosting("b")], ["a"], whole=True, exact=True)
    assert (found.gone, found.missing) == (("b",), {})


@pytest.mark.parametrize(("missed", "gone"), [(0, False), (1, True)])
def test_a_machine_that_is_doubted_is_believed_the_second_time(missed: int, gone: bool) -> None:
    kept = [KnownPosting("a", missed=missed)]
    found = presence(kept, ["b"], whole=True, exact=True, doubted=True)
    assert (found.listed, found.gone) == (("b",), ("a",) if gone else ())
    assert found.missing == ({} if gone else {"a": 1})


def test_a_page_that_is_doubted_is_believed_no_sooner() -> None:
    found = presence([KnownPosting("a", missed=2)], [], whole=True, exact=False, doubted=True)
    assert found.gone == ()


@pytest.mark.parametrize("missed", range(4))
def test_a_page_is_believed_the_fourth_time_in_a_row(missed: int) -> None:
    found = presence([KnownPosting("a", missed=missed)], [], whole=True, exact=False)
    last = missed == 3
    assert (found.gone, found.missing) == ((("a",), {}) if last else ((), {"a": missed + 1}))


def test_what_answers_that_it_is_gone_is_gone_though_it_is_listed() -> None:
    found = presence([KnownPosting("a", gone=True)], ["a", "b"], ["a"], whole=False, exact=False)
    assert (found.listed, found.back, found.gone) == (("b",), (), ("a",))


@given(KEPT, st.lists(URLS), st.frozensets(URLS), st.booleans())
def test_a_list_that_was_cut_tells_of_nobodys_end(
    kept: list[KnownPosting], listed: list[str], dead: frozenset[str], exact: bool
) -> None:
    found = presence(kept, listed, dead, whole=False, exact=exact)
    assert set(found.gone) == dead
    assert not found.missing


@given(KEPT, st.lists(URLS), st.frozensets(URLS), st.booleans(), st.booleans())
def test_no_posting_is_two_things_at_once(
    kept: list[KnownPosting], listed: list[str], dead: frozenset[str], whole: bool, exact: bool
) -> None:
    found = presence(kept, listed, dead, whole=whole, exact=exact)
    told = [*found.listed, *found.missing, *found.gone]
    assert len(told) == len(set(told))
    assert set(found.back) <= set(found.listed)
    assert not {p.url for p in kept if p.gone} & {*found.missing, *found.gone} - dead


@pytest.mark.parametrize(
    ("kept", "noted"),
    [
        (KnownPosting("a"), True),
        (KnownPosting("a", listed=False), False),
        (KnownPosting("a", missed=1), False),
        (KnownPosting("a", gone=True), False),
        (KnownPosting("b"), False),
    ],
)
def test_what_is_listed_as_it_is_stored_needs_no_write(kept: KnownPosting, noted: bool) -> None:
    found = presence([kept], ["a"], whole=True, exact=True)
    assert found.unnoted == (() if noted else ("a",))
