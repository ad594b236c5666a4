"""Writes people's edits of their profiles: the fields of `users` that they may edit in mongosh.

Concurrent edits are detected by an optimistic lock: the values that a form was made from are
compared with the stored ones, in the write itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.errors import ReactorError, SettingsError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.notice import mark_of as mark_of_address
from reactor.mongo.notifications.notice import urls_in
from reactor.notify.allowlist import MAX_ADDRESSES
from reactor.notify.delivery import OwnAddressLimits, examine
from reactor.people.profile_form import ProfileSection, Texts, mark_of, within

_INFO = {"candidateInfo": 1}


@dataclass(frozen=True, slots=True)
class StoredSection:
    """The stored state of a section.

    Attributes:
        mark: hash of the stored values, for the optimistic lock.
        texts: the form's texts.
    """

    mark: str
    texts: Mapping[str, str]


async def read_section(
    database: ScoutlyDatabase, id_: ObjectId, section: ProfileSection
) -> StoredSection:
    """The stored state of a section; an empty one for an unknown user."""
    document = await database.users.find_one({"_id": id_}, _INFO)
    return standing_in(document or {}, section)


def standing_in(document: Mapping[str, Any], section: ProfileSection) -> StoredSection:
    """The state of a section in a user's document."""
    stored = within(section, document)
    return StoredSection(mark_of(stored), section.texts_of(stored))


async def write_section(
    database: ScoutlyDatabase, id_: ObjectId, section: ProfileSection, texts: Texts, mark: str
) -> bool:
    """Store a form's texts; False, without a write, if the section changed since `mark`."""
    document = await database.users.find_one({"_id": id_}, _INFO)
    stored = within(section, document or {})
    if document is None or mark_of(stored) != mark:
        return False
    said = section.stored_of(texts, stored)
    if all(stored[path] == value for path, value in said.items()):
        return True
    as_it_was = [
        {"$eq": [{"$ifNull": [f"${path}", None]}, {"$literal": value}]}
        for path, value in stored.items()
    ]
    # A pipeline replaces non-objects stored by other programs; $literal protects texts with `$`.
    literal = {
        path: "$$REMOVE" if value is None else {"$literal": value} for path, value in said.items()
    }
    done = await database.users.update_one(
        {"_id": id_, "$expr": {"$and": as_it_was}}, [{"$set": {**literal, "updatedAt": "$$NOW"}}]
    )
    return done.matched_count > 0


async def add_address(
    database: ScoutlyDatabase, id_: ObjectId, url: str, outside: OwnAddressLimits
) -> None:
    """Add a notification address of a person.

    Raises:
        SettingsError: the address is not allowed, or the limit is reached.
    """
    if not url:
        raise SettingsError("give an address, such as ntfy://ntfy.sh/your-topic")
    there = await addresses_of(database, id_)
    if url in there:
        return
    if len(there) >= MAX_ADDRESSES:
        raise SettingsError(f"no more than {MAX_ADDRESSES} addresses are used")
    (found,) = await examine([url], outside)
    if found.outcome != "known":
        raise SettingsError(found.because or "that is no address that Apprise knows")
    await _set_addresses(database, id_, there, [*there, url])


async def drop_address(database: ScoutlyDatabase, id_: ObjectId, mark: str) -> None:
    """Remove one of a person's notification addresses. Idempotent."""
    there = await addresses_of(database, id_)
    left = [url for url in there if mark_of_address(url) != mark]
    if left != there:
        await _set_addresses(database, id_, there, left)


async def addresses_of(database: ScoutlyDatabase, id_: ObjectId) -> list[str]:
    """A person's notification addresses."""
    return urls_in(await database.users.find_one({"_id": id_}, {"notifyUrls": 1}))


async def _set_addresses(
    database: ScoutlyDatabase, id_: ObjectId, before: list[str], urls: list[str]
) -> None:
    now = await database.users.find_one({"_id": id_}, {"notifyUrls": 1})
    if now is None or urls_in(now) != before:
        raise ReactorError("the addresses were changed meanwhile; look at them, and try again")
    unchanged = {"_id": id_, "notifyUrls": now.get("notifyUrls")}
    change = {"$set": {"notifyUrls": urls}, "$currentDate": {"updatedAt": True}}
    if not (await database.users.update_one(unchanged, change)).matched_count:
        raise ReactorError("the addresses were changed meanwhile; look at them, and try again")
