"""The command that asks the real Gemini, tried against the stand-in on loopback."""

import asyncio
import os
import sys
from pathlib import Path

from tests.gemini.endpoint import Endpoint, endpoint
from tests.labelled.matching.labelled_set import FOLDER, labelled_pairs
from tests.labelled.matching.run import groups_of, plan_of

CHECKOUT = Path(__file__).parents[2]
COMMAND = (
    *(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "-rs", "-m", "gemini"),
    *("-k", "control", "tests/labelled/test_matching_with_gemini.py"),
)


async def run(**environment: str) -> tuple[int, str]:
    """The command's exit status and what it printed."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("GEMINI_")}
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        cwd=CHECKOUT,
        env=mine | environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, told.decode()


def at(stand_in: Endpoint, **more: str) -> dict[str, str]:
    return {
        "GEMINI_API_KEY": "a-key-that-nobody-may-see",
        "GEMINI_BASE_URL": stand_in.url,
        "GEMINI_RPM": "60000",
        "GEMINI_TPM": "600000000",
        **more,
    }


async def test_it_says_what_it_will_take_and_then_prints_the_table() -> None:
    pairs = labelled_pairs(FOLDER / "control")
    plan = plan_of(groups_of(pairs))
    async with endpoint() as stand_in:
        status, told = await run(**at(stand_in))
    assert status == 0, told
    assert f"{plan.requests} requests of 500 a day" in told
    assert told.index("requests of 500") < told.index("deal-breakers: precision")
    assert f"{'all':24} {len(pairs):4}" in told
    assert len(stand_in.asked) == plan.requests
    assert plan.input_tokens * 0.8 < stand_in.tokens < plan.input_tokens * 1.25
    assert "a-key-that-nobody-may-see" not in told


async def test_it_asks_nothing_that_a_day_does_not_allow() -> None:
    async with endpoint() as stand_in:
        status, told = await run(**at(stand_in, GEMINI_RPD="3"))
    assert status == 1
    assert "more than a day's requests" in told
    assert stand_in.asked == []


async def test_without_a_key_it_says_why_it_does_nothing() -> None:
    status, told = await run()
    assert status == 0, told
    assert "GEMINI_API_KEY is not set" in told
