"""What takes long is begun, watched and called off; a few at a time."""

import asyncio

import pytest

from reactor.errors import LastingError, ReactorError
from reactor.web.background_tasks import MAX_RUNNING, BackgroundTask, BackgroundTasks


async def ended(errands: BackgroundTasks, name: str) -> BackgroundTask:
    """The errand once it has."""
    while not (found := errands.named(name, "cv")) or not found.ended:  # noqa: ASYNC110 - what a page does
        await asyncio.sleep(0)
    return found


async def test_an_errand_is_watched_until_it_has_ended() -> None:
    errands, goes_on = BackgroundTasks(), asyncio.Event()

    async def work() -> int:
        await goes_on.wait()
        return 7

    async with errands.open():
        name = errands.begin("cv", work(), source="cv.pdf")
        before = errands.named(name, "cv")
        assert before
        assert (before.ended, before.outcome, before.about) == (False, None, {"source": "cv.pdf"})
        goes_on.set()
        now = await ended(errands, name)
        assert (now.outcome, before.ended) == (7, False)
        assert errands.named(name, "test") is None
        assert errands.named("another", "cv") is None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LastingError("a scan", code="cv_scanned"), "a scan"),
        (TimeoutError(), "MongoDB does not answer"),
        (ZeroDivisionError("secret"), "something broke here"),
    ],
)
async def test_what_goes_wrong_harms_nothing_else_and_is_told(error: Exception, said: str) -> None:
    errands = BackgroundTasks()

    async def work() -> None:
        raise error

    async with errands.open():
        name = errands.begin("cv", work())
        now = await ended(errands, name)
    assert now.trouble
    assert str(now.trouble).startswith(said)


async def test_no_more_than_a_few_run_and_all_are_called_off_at_the_end() -> None:
    errands, ended = BackgroundTasks(), list[bool]()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    async with errands.open():
        for _ in range(MAX_RUNNING):
            errands.begin("cv", work())
        await asyncio.sleep(0)
        with pytest.raises(ReactorError, match="try again"):
            errands.begin("cv", work())
    assert len(ended) == MAX_RUNNING
    with pytest.raises(ReactorError):
        errands.begin("cv", work())


async def test_what_goes_wrong_beside_errands_is_raised_as_itself() -> None:
    with pytest.raises(ReactorError, match="beside"):
        async with BackgroundTasks().open():
            raise ReactorError("beside")
