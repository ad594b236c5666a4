"""Checks for companies that cannot be read, and for duplicates."""

import shlex
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from urllib.parse import urlsplit

from reactor.advice import advice_for
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted, first_of, shown
from reactor.documents import Company
from reactor.mongo.views.companies import all_companies
from reactor.mongo.views.troubles import Trouble, Troubles, read_troubles

_MAX_REASONS = 5
_MAX_NAMES = 8
_MAX_TROUBLES = 1_000


async def look(case: Case) -> AsyncIterator[Finding]:
    """Addresses, duplicates, and the causes of failures."""
    companies = await all_companies(case.database)
    yield addresses(companies)
    if finding := doubles(companies):
        yield finding
    yield troubles(await read_troubles(case.database, _MAX_TROUBLES))


def troubles(found: Troubles) -> Finding:
    """Companies that failed, by why they did, and what to do about each reason."""
    if not found.total:
        return Finding("troubled", Severity.FINE, "no company failed at its last visit")
    reasons: dict[str, list[str]] = defaultdict(list)
    for trouble in found.first:
        reasons[_reason(trouble)].append(trouble.label)
    often = sorted(reasons.items(), key=lambda reason: -len(reason[1]))[:_MAX_REASONS]
    return Finding(
        "troubled",
        Severity.REMARK,
        f"{counted(found.total, 'company', 'companies')} failed at the last visit",
        (
            *(f"{counted(len(names), 'time')}: {reason}" for reason, names in often),
            ", ".join(first_of((trouble.label for trouble in found.first), _MAX_NAMES)),
        ),
        f"See why: reactor doctor --test-pipeline {shlex.quote(found.first[0].label)}",
    )


def _reason(trouble: Trouble) -> str:
    if trouble.code:
        return f"{trouble.code}: {advice_for(trouble.code, trouble.label).do}"
    return trouble.message or "no message"


def addresses(companies: Iterable[Company]) -> Finding:
    """The companies without a usable address."""
    total = list(companies)
    if not total:
        said = "no companies: there is nothing to visit"
        mend = "reactor track https://…"
        return Finding("companies", Severity.REMARK, said, mend=mend)
    bad = [company for company in total if not _is_address(company.careers_url)]
    if not bad:
        said = f"{counted(len(total), 'company', 'companies')}, each with a careers_url"
        return Finding("companies", Severity.FINE, said)
    return Finding(
        "companies",
        Severity.WRONG,
        f"{counted(len(bad), 'company', 'companies')} of {len(total)} without a usable careers_url",
        first_of(f"{each.label}: {shown(each.careers_url or None)}" for each in bad),
        f"db.companies.updateOne({{_id: {shown(bad[0].id)}}}, "
        '{$set: {careers_url: "https://…"}})',
    )


def doubles(companies: Iterable[Company]) -> Finding | None:
    """The companies that share a careers_url or a slug; None if none do."""
    sharing: dict[tuple[str, str], list[Company]] = defaultdict(list)
    for company in companies:
        if company.careers_url:
            sharing["careers_url", company.careers_url.rstrip("/").lower()].append(company)
        if company.slug:
            sharing["companyID", company.slug].append(company)
    shared = {key: several for key, several in sharing.items() if len(several) > 1}
    if not shared:
        return None
    return Finding(
        "doubles",
        Severity.REMARK,
        f"{counted(len(shared), 'value')} shared by companies: each is visited for itself",
        first_of(
            f"{field} {value}: {', '.join(shown(each.id) for each in several)}"
            for (field, value), several in shared.items()
        ),
        "Move the preferences to one of each, and delete the others.",
    )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
