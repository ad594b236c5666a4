"""Checks the indexes that the reactor relies on."""

from collections.abc import AsyncIterator

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import shown
from reactor.mongo.setup.indexes import Index, how_to_drop, indexes
from reactor.mongo.views.collections import (
    DuplicateKeys,
    FaultyIndex,
    ForeignIndex,
    faulty_indexes,
    foreign_indexes,
)

_MANY = 30
_DEAR = {"savedjobs", "companyscrapehistories"}
"""Collections with people's own data: no advice may lose any of it."""


async def look(case: Case) -> AsyncIterator[Finding]:
    """Existence, keys and options of each index, and violations of unique ones."""
    for foreign in await foreign_indexes(case.database):
        yield _foreign(foreign)
    needed = indexes(case.settings.keep_finished)
    faulty = await faulty_indexes(case.database, needed)
    if not faulty:
        yield Finding("indexes", Severity.FINE, f"all {len(needed)} are there")
        return
    if len(faulty) == len(needed) and not any(each.found or each.violations for each in faulty):
        said = f"none of the {len(needed)} is there yet: no reactor has used this database"
        yield Finding("indexes", Severity.REMARK, said, mend="Start the reactor: it makes them.")
        return
    details = [line for each in faulty for line in _lines(each)]
    # For duplicate active jobs, the reactor itself closes all but one.
    violated = {each.index.collection for each in faulty if each.violations} - {"jobqueues"}
    conflicting = any(each.found and not each.adaptable for each in faulty)
    if violated & _DEAR:
        mend = "Nothing has to be deleted: each of them is read and kept as it is."
    elif violated:
        mend = "Delete or correct all but one of the documents named, then start the reactor again."
    elif conflicting:
        mend = "Drop the index of the same keys with dropIndex, then start the reactor again."
    else:
        mend = "Start the reactor: it sets them right."
    said = f"{len(faulty)} of {len(needed)} indexes are missing, or not as they should be"
    yield Finding("indexes", Severity.WRONG, said, tuple(details[:_MANY]), mend)


def _foreign(foreign: ForeignIndex) -> Finding:
    drop = how_to_drop(foreign.collection, foreign.name)
    if foreign.left_out:
        said = (
            f"{foreign.collection}.{foreign.name} lets an app of June 2025 write only one document "
            f"without {foreign.left_out}"
        )
        return Finding("app index", Severity.REMARK, said, mend=f"If you still use it: {drop}")
    said = f"{foreign.collection}.{foreign.name} is unique, and forbids what has to be saved"
    note = "An app of June 2025 that runs makes it again."
    return Finding("app index", Severity.WRONG, said, (note,), drop)


def _lines(faulty: FaultyIndex) -> list[str]:
    name = _name(faulty.index)
    if faulty.found is None:
        head = f"{name} is missing"
    else:
        has = {key: faulty.found[key] for key in faulty.found if key not in ("v", "key", "ns")}
        head = (
            f"{name} is there, but as {_options(has)} instead of {_options(faulty.index.options)}"
        )
    return [head, *(f"  {_violation(each)}" for each in faulty.violations)]


def _name(index: Index) -> str:
    keys = ", ".join(f"{key}: {order}" for key, order in index.keys.items())
    unique = " unique" if index.options.get("unique") else ""
    return f"{index.collection} {{{keys}}}{unique}"


def _options(options: object) -> str:
    return str(options) if options else "plain"


def _violation(violation: DuplicateKeys) -> str:
    shared = ", ".join(f"{name} {shown(value)}" for name, value in violation.key.items())
    ids = ", ".join(map(shown, violation.ids))
    more = " …" if violation.size > len(violation.ids) else ""
    return f"{violation.size} documents with {shared}: {ids}{more}"
