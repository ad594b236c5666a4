"""A list that a board shows only so much of is cut where nothing can be lost, or said to be."""

from reactor.scrape.boards.slicing import MAX_VALUES, Facet, slicing_of

CAP = 2000
FAMILIES = Facet("family", {"a": 1500, "b": 900, "c": 600})
TIMES = Facet("time", {"full": 2900, "part": 100})


def test_a_list_is_cut_by_the_facet_whose_counts_add_up_to_its_total() -> None:
    doubled = Facet("place", {"x": 1900, "y": 1900})
    slicing = slicing_of([doubled, TIMES, FAMILIES], total=3000, cap=CAP)
    assert slicing
    assert (slicing.name, slicing.whole) == ("family", True)
    assert slicing.slices == ((("a",), 1500), (("b", "c"), 1500))


def test_a_list_whose_facets_lack_postings_or_count_them_twice_is_not_cut() -> None:
    lacking = Facet("place", {"x": 1900, "y": 1000})
    assert (
        slicing_of([lacking, Facet("level", {"x": 1999, "y": 1999})], total=3000, cap=CAP) is None
    )


def test_a_value_as_large_as_the_cap_is_no_way_to_cut() -> None:
    assert slicing_of([Facet("time", {"full": 2000, "part": 1000})], total=3000, cap=CAP) is None


def test_a_total_that_is_the_cap_is_told_by_two_facets_that_agree() -> None:
    slicing = slicing_of([TIMES, FAMILIES], total=CAP, cap=CAP)
    assert slicing
    assert (slicing.name, slicing.whole) == ("family", True)


def test_what_no_other_facet_confirms_is_cut_but_not_called_whole() -> None:
    slicing = slicing_of([FAMILIES, Facet("level", {"x": 1999, "y": 1999})], total=CAP, cap=CAP)
    assert slicing
    assert (slicing.name, slicing.whole) == ("level", False)


def test_facets_of_a_part_of_the_list_do_not_cut_it() -> None:
    assert slicing_of([Facet("sale", {"x": 40, "y": 60})], total=CAP, cap=CAP) is None
    assert slicing_of([], total=CAP, cap=CAP) is None


def test_a_request_names_so_many_values_at_most() -> None:
    many = Facet("place", {str(number): 10 for number in range(250)})
    slicing = slicing_of([many], total=2500, cap=CAP)
    assert slicing
    assert [len(ids) for ids, _ in slicing.slices] == [MAX_VALUES, MAX_VALUES, 50]
    assert [number for _, number in slicing.slices] == [1000, 1000, 500]


def test_of_several_facets_the_one_with_the_fewest_requests_is_taken() -> None:
    kinds = Facet("kind", {str(number): 1333 for number in range(6)})
    places = Facet("place", {"a": 1999, "b": 1999, "c": 2000 - 1, "d": 2001 - 1 - 1, "e": 2})
    slicing = slicing_of([kinds, places], total=7998, cap=CAP)
    assert slicing
    assert slicing.name == "place"
