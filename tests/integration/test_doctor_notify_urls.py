"""What the doctor says of the addresses at which people are told."""

from typing import Any

import pytest

from reactor.doctor.checks import notify_urls
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings


@pytest.fixture
def case(settings: Settings, database: ScoutlyDatabase) -> Case:
    return Case(settings, database)


async def found(case: Case) -> Finding:
    (finding,) = [each async for each in notify_urls.look(case)]
    return finding


async def people(case: Case, **urls: Any) -> None:
    """People with addresses of their own, by name."""
    await case.database.users.insert_many(
        {"email": f"{name}@example.org", "notifyUrls": theirs} for name, theirs in urls.items()
    )


async def test_addresses_that_are_not_used_are_named_by_what_is_no_secret(case: Case) -> None:
    many = [f"ntfy://topic{n}" for n in range(6)]
    await people(case, ada=["tgram://hush", "json://192.168.1.5/hush", "ntfy://topic"], bob=many)
    finding = await found(case)
    assert finding.outcome is Severity.WRONG
    assert finding.said.startswith("3 of 9 addresses")
    first, second, third = finding.details
    assert first.startswith("ada@example.org, number 1 (tgram)")
    assert second.startswith("ada@example.org, number 2 (json)")
    assert third == "bob@example.org, number 6: only the first 5 are used"
    assert "hush" not in str(finding)


async def test_addresses_that_are_used_are_well(case: Case) -> None:
    await people(case, ada=["ntfy://topic", "json://127.0.0.1/x"])
    finding = await found(case)
    assert (finding.outcome, finding.said) == (
        Severity.FINE,
        "2 addresses of 1 person, all of them used",
    )


@pytest.mark.parametrize("urls", [None, 5, "ntfy://topic", [], [5, " ", None]])
async def test_whatever_somebody_typed_there_can_be_looked_at(case: Case, urls: object) -> None:
    await people(case, ada=urls)
    assert (await found(case)).outcome is Severity.FINE
