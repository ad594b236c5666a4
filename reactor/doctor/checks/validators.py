"""Checks the validators, by which MongoDB rejects mistyped edits."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted, shown
from reactor.mongo.setup.validators import VALIDATED, is_ours, renewal
from reactor.mongo.views.collections import InvalidDocuments, collection_options, invalid_documents

_NAME = "validators"


async def look(case: Case) -> AsyncIterator[Finding]:
    """The installed validators, and the documents that violate them."""
    options = await collection_options(case.database)
    there = {name: options[name]["validator"] for name in VALIDATED if _refuses(options, name)}
    lacking = [name for name in VALIDATED if renewal(name, options.get(name, {}))]
    breaking = {name: await invalid_documents(case.database, name, there[name]) for name in there}
    wrong = {name: found for name, found in breaking.items() if found.count}
    if wrong:
        yield _disobeyed(wrong)
    if lacking:
        said = f"{', '.join(lacking)}: not there or not today's, so mistyped edits are accepted"
        mend = "Start the reactor: it installs them, if its user has the right to collMod."
        yield Finding(_NAME, Severity.REMARK, said, mend=mend)
    elif not wrong:
        yield Finding(
            _NAME,
            Severity.FINE,
            f"every document in {', '.join(there) or 'the database'} passes",
            tuple(_peculiarities(options)),
        )


def _refuses(options: Mapping[str, Mapping[str, Any]], name: str) -> bool:
    """Whether a collection has a validator that is not switched off."""
    its = options.get(name, {})
    return bool(its.get("validator")) and its.get("validationLevel") != "off"


def _disobeyed(wrong: Mapping[str, InvalidDocuments]) -> Finding:
    return Finding(
        "documents",
        Severity.REMARK,
        "documents from before the validators do not pass them",
        tuple(
            f"{name}: {counted(found.count, 'document')}, {', '.join(map(shown, found.ids))}"
            for name, found in wrong.items()
        ),
        "Correct them; the checks below say what is wrong with most.",
    )


def _peculiarities(options: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """People's changes to validation, which the reactor leaves in place."""
    told = []
    for name in VALIDATED:
        its = options.get(name, {})
        if its.get("validationLevel") == "off":
            told.append(f"{name}: switched off by somebody")
        elif its.get("validationAction") == "warn":
            told.append(f"{name}: only warns, in mongod's log")
        elif its.get("validator") and not is_ours(its["validator"]):
            told.append(f"{name}: has another program's")
    return told
