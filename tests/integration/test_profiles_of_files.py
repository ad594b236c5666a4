"""What a file at a `cvUrl` says belongs to a profile, as far as anybody has read it."""

from datetime import timedelta

import pytest
import pytest_asyncio
from bson import ObjectId

from reactor.documents import User
from reactor.mongo.cache.cv_texts import KeptCv, KeptCvs
from reactor.mongo.database import ScoutlyDatabase
from reactor.people.profile_changes import ProfileChanges

LINK = "https://cv.example/ada.pdf"
ADA, ACME = ObjectId(), ObjectId()


class Ada:
    """Somebody with a link to their CV, who was matched at a company.

    Attributes:
        database: hers.
        changes: compares her.
        files: the files that are kept.
    """

    def __init__(self, database: ScoutlyDatabase) -> None:
        self.database = database
        self.changes = ProfileChanges(database, timedelta())
        self.files = KeptCvs(database)

    async def event(self) -> set[ObjectId]:
        """The companies that are looked at after an edit of hers."""
        return set(await self.changes.of({ADA: await self.database.now()}, {}))

    async def is_read(self, hash_: str, problem: str = "") -> bool:
        """Have a visit read her file; whether that is a change that is acted on."""
        await self.files.keep(LINK, KeptCv(hash_, "" if problem else "A welder", problem))
        document = await self.database.users.find_one({"_id": ADA})
        before = await self.database.profiles.find_one({"_id": ADA})
        await self.changes.read_files([User.read(document)])
        after = await self.database.profiles.find_one({"_id": ADA})
        assert before
        assert after
        return bool(after["changed"] and after["at"] != before["at"])

    async def days_pass(self) -> None:
        """Let her last change be long ago."""
        await self.database.profiles.update_many(
            {"at": {"$type": "date"}},
            [{"$set": {"at": {"$subtract": ["$at", 2 * 86_400_000]}}}],
        )

    async def has_timer(self) -> bool:
        """Whether her companies are to be looked at."""
        timer = {"_id": {"kind": "profile", "of": ADA}}
        return await self.database.timers.count_documents(timer) > 0


@pytest_asyncio.fixture
async def ada(database: ScoutlyDatabase) -> Ada:
    person = {"_id": ADA, "email": "ada@example.org", "cvUrl": LINK}
    await database.users.insert_one(person)
    await database.companies.insert_one({"_id": ACME, "companyID": "acme"})
    await database.preferences.insert_one({"userId": "ada@example.org", "companyId": ACME})
    await database.histories.insert_one(
        {"userId": "ada@example.org", "companyId": ACME, "links": []}
    )
    ada = Ada(database)
    assert await ada.event() == {ACME}, "who is new may be named already"
    return ada


async def test_the_first_reading_is_no_change(ada: Ada) -> None:
    """Whoever judged her before had read it."""
    assert not await ada.is_read("one")
    assert not await ada.has_timer()
    assert await ada.event() == set()


async def test_another_file_at_the_same_link_is_one_and_a_timer_tells_of_it(ada: Ada) -> None:
    await ada.is_read("one")
    assert await ada.is_read("other")
    assert await ada.has_timer()
    fired = await ada.changes.of({}, {ADA: await ada.database.now()})
    assert set(fired) == {ACME}


async def test_a_file_that_is_never_the_same_is_one_once_a_day(ada: Ada) -> None:
    await ada.is_read("one")
    assert await ada.is_read("other")
    assert not await ada.is_read("yet another")
    assert await ada.event() == set()
    await ada.changes.compare_everybody()
    assert not await ada.is_read("and so on")
    await ada.days_pass()
    assert await ada.is_read("and so forth")


async def test_a_file_that_can_be_read_at_last_is_one(ada: Ada) -> None:
    """Until then, what else is known of her counted."""
    await ada.is_read("scan", problem="it is a picture")
    assert await ada.is_read("text")


async def test_a_file_that_cannot_be_had_today_takes_nothing_back(ada: Ada) -> None:
    await ada.is_read("one")
    assert not await ada.is_read("", problem="it answers 404")
    assert not await ada.is_read("one")


async def test_a_kept_file_that_expires_is_none(ada: Ada) -> None:
    await ada.is_read("one")
    await ada.database.cvs.delete_many({})
    assert await ada.event() == set()
    await ada.changes.compare_everybody()
    assert await ada.database.profiles.count_documents({"changed": True}) == 0


@pytest.mark.parametrize("edit", [{"cvUrl": "https://cv.example/new.pdf"}, {"cvText": "A pilot"}])
async def test_another_link_or_a_text_is_one_at_once(ada: Ada, edit: dict[str, str]) -> None:
    await ada.is_read("one")
    await ada.database.users.update_one({"_id": ADA}, {"$set": edit})
    assert await ada.event() == {ACME}


async def test_an_address_that_is_none_harms_nobody(ada: Ada) -> None:
    edit = {"$set": {"cvUrl": "not an address"}}
    await ada.database.users.update_one({"_id": ADA}, edit)
    assert await ada.event() == {ACME}
    assert await ada.event() == set()


async def test_who_is_judged_everywhere_is_asked_for_no_more(ada: Ada) -> None:
    await ada.database.users.update_one({"_id": ADA}, {"$set": {"cvText": "A pilot"}})
    await ada.event()
    await ada.days_pass()
    await ada.changes.compare_everybody()
    changed = {"changed": True}
    assert await ada.database.profiles.count_documents(changed) == 1, "acme is left"
    known = await ada.database.profiles.find_one({"_id": ADA})
    assert known
    judged = {"$set": {"reactor.profile": known["mark"]}}
    await ada.database.histories.update_one({}, judged)
    await ada.changes.compare_everybody()
    assert await ada.database.profiles.count_documents(changed) == 0


async def test_who_is_gone_is_forgotten_and_who_is_renamed_is_looked_for(ada: Ada) -> None:
    wish = {"userId": "lovelace@example.org", "companyId": ObjectId(), "rank": 50}
    await ada.database.preferences.insert_one(wish)
    renamed = {"$set": {"email": "lovelace@example.org"}}
    await ada.database.users.update_one({"_id": ADA}, renamed)
    assert await ada.event() == {wish["companyId"]}
    assert await ada.event() == set()
    await ada.database.users.delete_one({"_id": ADA})
    await ada.changes.compare_everybody()
    gone = {"_id": ADA, "endedAt": {"$type": "date"}}
    assert await ada.database.profiles.count_documents(gone) == 1
