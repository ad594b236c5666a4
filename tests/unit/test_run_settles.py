"""A reactor that has started leaves what stays for good out of its garbage collections."""

import asyncio
import gc

import pytest

from reactor.cli import run


async def test_what_is_loaded_is_set_aside_once_it_has_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frozen = asyncio.Event()
    monkeypatch.setattr(gc, "freeze", frozen.set)
    started = asyncio.Event()
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        settling = group.create_task(run._settle(started))  # noqa: SLF001 - nobody else sees it
        await asyncio.sleep(0)
        assert not frozen.is_set()
        started.set()
        await settling
    assert frozen.is_set()
