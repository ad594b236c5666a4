"""Who looks at the same is read and rendered for once; slow pages harm nobody else."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from bson import ObjectId
from hypothesis import given
from hypothesis import strategies as st

from reactor.core.stream.recent_changes import Change, RecentChanges
from reactor.documents import User
from reactor.web import broadcaster as of_hub
from reactor.web.broadcaster import Broadcaster
from reactor.web.i18n import words_of
from reactor.web.live_rows import Audience, PagePart
from reactor.web.subscriber import Subscriber, message
from reactor.web.urls import Urls
from reactor.web.viewer import Viewer

SOON = 5.0


@dataclass
class Told:
    """A subject that shows what it is told."""

    name: str = "told"
    asked: list[Sequence[Change] | None] = field(default_factory=list)
    breaks: list[Exception] = field(default_factory=list)

    async def rows(self, _: Audience, changes: Sequence[Change] | None) -> list[PagePart] | None:
        self.asked.append(changes)
        if self.breaks:
            raise self.breaks.pop()
        if changes is None:
            return None
        return [PagePart(f"row-{change.key}", f"<p>{len(self.asked)}</p>") for change in changes]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_GATHERING", "_MIN_REST", "_MAX_REST", "_REST_AFTER_RELOAD"):
        monkeypatch.setattr(of_hub, name, 0.001)


async def nobody() -> list[User]:
    return []


@asynccontextmanager
async def pushing(subject: Told, most: int = 20) -> AsyncIterator[Broadcaster]:
    broadcaster = Broadcaster(RecentChanges(most=50), {"told": subject}, nobody, most)
    running = asyncio.create_task(broadcaster.run())
    yield broadcaster
    broadcaster.close()
    async with asyncio.timeout(SOON):
        await running


def audience(path: str = "/", language: str = "en") -> Audience:
    words = words_of(language)
    return Audience("told", Viewer(Urls(), words, datetime(2026, 11, 30, tzinfo=UTC), path=path))


def note(broadcaster: Broadcaster, *keys: int) -> None:
    broadcaster.feed.note(
        [{"operationType": "update", "collection": "x", "key": key} for key in keys]
    )


async def test_all_of_one_audience_are_rendered_for_once() -> None:
    subject = Told()
    async with pushing(subject) as broadcaster:
        stamp = broadcaster.feed.stamp()
        with (
            broadcaster.subscription(audience(), stamp) as first,
            broadcaster.subscription(audience(), stamp) as second,
            broadcaster.subscription(audience("/?status=NEW"), stamp) as other,
        ):
            note(broadcaster, 1, 2)
            assert await first.take(SOON) == await second.take(SOON) != []
            assert len(await other.take(SOON)) == 2
            assert len(subject.asked) == 2
            assert first.position == broadcaster.feed.position


async def test_nothing_is_asked_while_nothing_happens_or_nobody_looks() -> None:
    subject = Told()
    async with pushing(subject) as broadcaster:
        note(broadcaster, 1)
        with broadcaster.subscription(audience(), broadcaster.feed.stamp()) as subscriber:
            assert await subscriber.take(0.05) == []
        note(broadcaster, 2)
        await asyncio.sleep(0.02)
    assert subject.asked == []
    assert len(broadcaster) == 0


async def test_what_a_page_missed_before_it_listened_is_made_up_for() -> None:
    async with pushing(Told()) as broadcaster:
        stamp = broadcaster.feed.stamp()
        note(broadcaster, 1)
        with broadcaster.subscription(audience(), broadcaster.feed.stamp()) as first:
            with broadcaster.subscription(audience(), stamp) as late:
                assert "row-1" in "".join(await late.take(SOON))
                note(broadcaster, 2)
                assert "row-2" in "".join(await late.take(SOON))
            assert "row-2" in "".join(await first.take(SOON))


@pytest.mark.parametrize("stamp", ["", "12345678-0", "nonsense"])
async def test_a_page_of_unknown_age_is_read_anew(stamp: str) -> None:
    async with pushing(Told()) as broadcaster:
        with broadcaster.subscription(audience(), stamp) as subscriber:
            assert await subscriber.take(SOON) == ["event: reload-list\ndata:\n\n"]


async def test_more_than_is_remembered_is_one_reload() -> None:
    async with pushing(Told()) as broadcaster:
        with broadcaster.subscription(audience(), broadcaster.feed.stamp()) as subscriber:
            note(broadcaster, *range(60))
            assert await subscriber.take(SOON) == ["event: reload-list\ndata:\n\n"]
            note(broadcaster, 3)
            assert "row-3" in "".join(await subscriber.take(SOON))


async def test_what_breaks_is_told_and_pushing_goes_on() -> None:
    subject = Told(breaks=[ValueError("x")])
    async with pushing(subject) as broadcaster:
        with broadcaster.subscription(audience(), broadcaster.feed.stamp()) as subscriber:
            note(broadcaster, 1)
            assert await subscriber.take(0.1) == []
            assert subject.breaks == []
            note(broadcaster, 2)
            assert "row-2" in "".join(await subscriber.take(SOON))


async def test_what_mongodb_did_not_answer_is_asked_again() -> None:
    subject = Told(breaks=[TimeoutError()])
    async with pushing(subject) as broadcaster:
        with broadcaster.subscription(audience(), broadcaster.feed.stamp()) as subscriber:
            note(broadcaster, 1)
            assert "row-1" in "".join(await subscriber.take(SOON))


async def test_streams_are_few_and_end_when_everything_does() -> None:
    async with pushing(Told(), most=1) as broadcaster:
        with broadcaster.subscription(audience(), "") as subscriber:
            assert broadcaster.is_full
            broadcaster.close()
            assert await subscriber.take(SOON) == []
            assert subscriber.closed
        assert broadcaster.is_full


# One page


async def test_a_row_that_waits_is_replaced_by_a_newer_one() -> None:
    subscriber = Subscriber(0)
    for number in range(1_000):
        subscriber.put([PagePart("a", f"{number}"), PagePart("b", "b")], number)
    assert await subscriber.take(SOON) == [
        message(PagePart("a", "999")),
        message(PagePart("b", "b")),
    ]
    assert await subscriber.take(0.01) == []


async def test_a_page_that_takes_nothing_is_let_go() -> None:
    subscriber = Subscriber(0)
    rows = [PagePart(f"row-{number}", "x") for number in range(101)]
    subscriber.put(rows[:100], 1)
    assert (subscriber.closed, subscriber.position) == (False, 1)
    subscriber.put(rows[100:], 2)
    assert subscriber.closed is True
    assert await subscriber.take(SOON) == []


async def test_a_page_that_is_to_be_read_anew_is_sent_no_rows() -> None:
    subscriber = Subscriber(0)
    subscriber.put([PagePart("a", "a")], 1)
    subscriber.put_reload(2)
    subscriber.put([PagePart("b", "b")], 3)
    assert await subscriber.take(SOON) == ["event: reload-list\ndata:\n\n"]
    subscriber.put([PagePart("b", "b")], 4)
    assert await subscriber.take(SOON) == [message(PagePart("b", "b"))]


def test_a_row_says_where_it_goes() -> None:
    of = ObjectId()
    assert message(PagePart(f"match-{of}", "")) == (
        f'data: <hx-partial hx-target="#match-{of}" hx-swap="delete"></hx-partial>\n\n'
    )
    assert 'data-into="#list" hx-swap="outerMorph"' in message(PagePart("a", "<p>", into="list"))


@given(st.text())
def test_whatever_a_row_says_it_stays_one_message(text: str) -> None:
    said = message(PagePart("a", text))
    body = said.removesuffix("\n\n")
    assert said.endswith("\n\n")
    assert "\n\n" not in body
    assert "\r" not in said
    assert all(line.startswith("data: ") for line in body.split("\n"))
