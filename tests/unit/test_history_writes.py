"""What a visit adds to histories and saves has room in one transaction and in one document."""

from typing import Any

import bson
import pytest
from bson import ObjectId

from reactor.documents import User
from reactor.mongo.followers import Follower
from reactor.mongo.postings.history_writes import HistoryUpdate, fitting, remember
from reactor.mongo.postings.visit_outcome import Save, with_room
from tests.companies import NOW

ROOM = 100_000


def link(n: int, *, url: int = 50, words: str = "w" * 300) -> dict[str, str]:
    address = f"https://x.example/{n}/{'u' * url}"
    return {"url": address, "text": words, "context": words, "title": words}


def test_an_ordinary_visit_is_remembered_as_it_is() -> None:
    links = [link(n) for n in range(10)]
    assert fitting(links, ROOM) == links


@pytest.mark.parametrize("words", ["w" * 300, "ß" * 300, "😀" * 300])
@pytest.mark.parametrize("url", [10, 2_000])
def test_a_large_visit_keeps_addresses_before_words_and_never_takes_more(
    words: str, url: int
) -> None:
    links = [link(n, url=url, words=words) for n in range(1_000)]
    kept = fitting(links, ROOM)
    assert [each["url"] for each in kept] == [each["url"] for each in links[: len(kept)]]
    assert len(kept) > ROOM / (2 * (url + 200))
    assert len(bson.encode({"links": kept})) <= ROOM


def save(description: str) -> Save:
    fields = {"title": "Welder", "description": description}
    return Save(ObjectId(), "ada", ("ada",), "https://x.example/1", fields)


def test_ordinary_descriptions_are_saved_whole() -> None:
    saves = [save("duties " * 500) for _ in range(100)]
    assert with_room(saves) == saves


@pytest.mark.parametrize("sign", ["x", "ß", "😀"])
def test_the_longest_descriptions_are_cut_and_say_so(sign: str) -> None:
    saves = [save("short"), *(save(sign * 90_000) for _ in range(200))]
    kept = [str(each.fields["description"]) for each in with_room(saves)]
    assert kept[0] == "short"
    assert all(text.endswith("…") for text in kept[1:])
    size = sum(len(text.encode()) for text in kept)
    assert 3_900_000 < size < 4_010_000


def test_a_link_whose_words_are_cut_still_has_some() -> None:
    links = [
        {"url": f"https://acme.example/{at}", "text": "x" * 500, "context": "y" * 500, "title": "z"}
        for at in range(20)
    ]
    kept = fitting(links, 5_000)
    assert 0 < len(kept) <= len(links)
    assert all(link["text"] and link["context"] for link in kept)
    assert len(str(kept)) < len(str(links))


def update_by(judged_by: str, *links: dict[str, str], anew: bool = False) -> dict[str, Any]:
    """The update of a history after a visit that somebody judged."""
    ada = User.read({"_id": ObjectId(), "email": "ada@example.org"})
    visit = HistoryUpdate(Follower("ada@example.org", ada), links, judged_by, anew)
    [write] = remember(ObjectId(), [visit], NOW)
    update = write.update
    assert isinstance(update, dict)
    return update


def test_what_keywords_judged_meanwhile_is_marked_in_an_older_history_too() -> None:
    update = update_by("meanwhile", link(1))
    assert update["$set"] == {"reactor.judgedBy": "meanwhile"}
    assert "reactor.judgedBy" not in update["$setOnInsert"]


@pytest.mark.parametrize("judged_by", ["model", "keyword"])
def test_who_judges_otherwise_is_noted_in_a_new_history_only(judged_by: str) -> None:
    update = update_by(judged_by, link(1))
    assert "$set" not in update
    assert update["$setOnInsert"]["reactor.judgedBy"] == judged_by


def test_a_visit_by_keywords_that_judged_nothing_marks_no_older_history() -> None:
    assert "$set" not in update_by("meanwhile")


def test_who_judges_all_of_it_anew_takes_the_mark_away() -> None:
    assert update_by("model", anew=True)["$set"] == {"reactor.judgedBy": "model"}
