"""Checks the rights of the user in `MONGODB_URI`."""

from collections.abc import AsyncIterator, Mapping, Sequence

from reactor.doctor.checks.before_images import WITH_IMAGES
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.mongo.setup.validators import VALIDATED, renewal
from reactor.mongo.views.collections import collection_options, keeps_before_images
from reactor.mongo.views.concurrent_reads import if_permitted
from reactor.mongo.views.rights import (
    CHANGE_COLLECTION,
    EVERYWHERE,
    NEEDED,
    PREPARING,
    Rights,
    ask_rights,
    missing,
)

_MAX_LINES = 20


async def look(case: Case) -> AsyncIterator[Finding]:
    """The rights, against those for running and for preparing the database."""
    rights = await ask_rights(case.database)
    options = await if_permitted(collection_options(case.database)) or {}
    lacking = [name for name in WITH_IMAGES if not keeps_before_images(options.get(name, {}))]
    lacking += [name for name in VALIDATED if renewal(name, options.get(name, {}))]
    yield judge(rights, case.database.name, lacking)


def judge(rights: Rights, database: str, to_be_changed: Sequence[str] = ()) -> Finding:
    """The finding for a user's rights; the collections `to_be_changed` need `collMod`."""
    if not rights.user:
        said = "no user is asked for: whoever reaches MongoDB's port may do everything"
        return Finding("rights", Severity.FINE, said)
    who = f"{rights.user} ({', '.join(rights.roles) or 'without a role'})"
    if lacking := missing(rights, database, NEEDED):
        said = f"{who} lacks rights that the reactor needs in {database}"
        mend = _grant(rights.user, "readWrite", database)
        return Finding("rights", Severity.WRONG, said, _lines(lacking), mend)
    changes = dict.fromkeys(to_be_changed, (CHANGE_COLLECTION,))
    if lacking := missing(rights, database, PREPARING):
        said = f"{who} may read and write {database}, but not prepare it"
        mend = _grant(rights.user, "readWrite", database)
        return Finding("rights", Severity.REMARK, said, _lines(lacking), mend)
    if lacking := missing(rights, database, changes):
        said = f"{who} may use {database}, but not install validators or keep images there"
        mend = _grant(rights.user, "dbAdmin", database)
        return Finding("rights", Severity.REMARK, said, _lines(lacking), mend)
    said = f"{who} may do all that the reactor does in {database}"
    return Finding("rights", Severity.FINE, said)


def _grant(user: str, role: str, database: str) -> str:
    name, of = user.rsplit("@", 1)
    given = f'[{{role: "{role}", db: "{database}"}}]'
    return f'db.getSiblingDB("{of}").grantRolesToUser("{name}", {given})'


def _lines(lacking: Mapping[str, list[str]]) -> tuple[str, ...]:
    """One line for all collections that lack the same actions."""
    alike: dict[str, list[str]] = {}
    for collection, actions in lacking.items():
        named = collection or "the whole database"
        alike.setdefault(", ".join(actions), []).append(named)
    whole = lacking.get(EVERYWHERE, [])
    first = sorted(alike.items(), key=lambda each: each[0] != ", ".join(whole))
    return tuple(f"{actions}: on {', '.join(names)}" for actions, names in first[:_MAX_LINES])
