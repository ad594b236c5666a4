"""Advice for a person about the state of things, the most important first."""

from collections.abc import Callable, Iterable, Iterator

from reactor.advice import Advice, advice_for
from reactor.decisions.model_trouble import stands_in
from reactor.mongo.views.troubles import Trouble
from reactor.people.match_readiness import UnreadCv
from reactor.status.model_advice import advice_from
from reactor.status.system_state import Status
from reactor.wording import clock, count, size, some_of

_MAX_NAMES = 3
_SCARCE = 500_000_000
_SCARCE_SHARE = 0.03
_MAX_CAUSES = 3
EVERYBODYS = ("model", "reactor")
"""What advice is about if it is no single company's trouble."""


def advice_on(status: Status) -> tuple[Advice, ...]:
    """What to do, the most important first; nothing if all is well."""
    return tuple(Advice(about, do) for rule in _RULES for about, do in rule(status))


Lines = Iterator[tuple[str, str]]
"""What advice is about, and what to do."""


def _refused(status: Status) -> Lines:
    health = status.here.health
    if health and health.mend:
        yield "mongodb", status.said(f"{health.mend} ({health.mongodb})")


def _nobody_works(status: Status) -> Lines:
    census, queue = status.overview.census, status.overview.queue
    waiting = queue.ready + queue.waiting + census.unqueued
    waits_here = status.here.health is not None and status.here.health.mend
    if not (status.reactors or waits_here):
        left = f": {count(waiting, 'company waits', 'companies wait')}" if waiting else ""
        yield "reactor", f"start a reactor (docker compose up --detach, or reactor run){left}"


def _unwell(status: Status) -> Lines:
    health = status.here.health
    if health and not (health.well or health.mend):
        yield "stream", "the reactor here is stuck: read queue-processor.log, then restart it"
    elif status.stream_stands_still:
        yield "stream", "no reactor has saved its checkpoint lately: run reactor doctor"


def _disks(status: Status) -> Lines:
    here, sizes = status.here, status.overview.reactors.sizes
    disks = (
        ("logs", here.disk_free, here.disk_total),
        ("MongoDB", sizes.disk_free, sizes.disk_total),
    )
    for whose, free, total in disks:
        if free is not None and total and (free < _SCARCE or free < _SCARCE_SHARE * total):
            yield "disk", f"make room on the disk of {whose}: only {size(free)} are free"


def _timers(status: Status) -> Lines:
    if status.timers_stand_still:
        yield "timers", "MongoDB does not delete expired timers: run reactor doctor"


def _orphaned(status: Status) -> Lines:
    jobs = [job for job in status.overview.queue.running if status.is_orphaned(job)]
    if jobs and status.reactors and status.timers_stand_still:
        yield "stuck", f"{count(len(jobs), 'job is', 'jobs are')} stuck: run reactor doctor"


def _nothing_to_do(status: Status) -> Lines:
    census = status.overview.census
    if not census.has_users:
        me = "{userId: ObjectId(), email: 'you@example.org', cvText: '...'}"
        yield "users", f"add yourself: db.users.insertOne({me})"
    if not census.companies:
        yield "companies", "there are no companies yet: run reactor seed-preferences"
    elif not census.tracked:
        yield "preferences", "nobody tracks a company: insert a preference, with a rank"


def _without_profile(status: Status) -> Lines:
    """People for whom nothing is matched, and who can be helped."""
    blank = status.unmatched.blank
    if blank:
        them = some_of(blank)
        yield "people", f"nothing is matched for {them}: give them a cvText, cvUrl or candidateInfo"


def _unread_cvs(status: Status) -> Lines:
    """CVs that cannot be read: those with one mend together."""
    by_code: dict[str, list[UnreadCv]] = {}
    for cv in status.unmatched.unread:
        by_code.setdefault(cv.code, []).append(cv)
    for code, cvs in by_code.items():
        alone = len(cvs) == 1
        whose = "the CV" if alone else f"{len(cvs)} CVs"
        why = cvs[0].why if alone else advice_for(code, "").do
        yield "cvs", f"{whose} of {some_of([cv.user for cv in cvs])} cannot be read: {why}"


def _failures(status: Status) -> Lines:
    """Companies in trouble: those with one mend together."""
    census, groups = status.overview.census, by_advice(status.overview.troubles)
    told = 0
    for troubles in groups[:_MAX_CAUSES]:
        labels = [trouble.label for trouble in troubles]
        told += len(labels)
        yield "companies", f"{some_of(labels)}: {advice_for(troubles[0].code, labels[0]).do}"
    if (left := census.problematic - told) > 0:
        yield "companies", f"{count(left, 'more company', 'more companies')} in trouble: see failed"


def _unrecognised(status: Status) -> Lines:
    census = status.overview.census
    if census.unread:
        them = some_of(census.unread, census.unrecognised)
        yield "companies", f"{them}: {advice_for('not_recognised', census.unread[0]).do}"


def _without_company(status: Status) -> Lines:
    if jobs := status.overview.queue.without_company:
        yield "jobs", f"insert jobs with the _id of a company; one named {jobs[0].label}"


def _budget(status: Status) -> Lines:
    spending, queue = status.overview.spending, status.overview.queue
    if status.model is None:
        key = "set GEMINI_API_KEY, or REACTOR_LLM=openai"
        yield "matcher", f"{key}: without a model, postings are matched by keywords only"
    elif spending.closed_until:
        until = clock(spending.closed_until, status.overview.now, status.zone)
        jobs = count(queue.parked, "job waits", "jobs wait")
        limit = "GEMINI_RPD" if status.provider == "gemini" else f"the quota of {status.model}"
        yield "budget", f"today's requests are used up, {jobs} until {until}; raise {limit}?"


def _model(status: Status) -> Lines:
    """What the model is in trouble with, while it is not asked."""
    trouble, waiting_for = status.overview.model, status.overview.queue.waiting_for
    if trouble and trouble.open:
        jobs = waiting_for.get(trouble.code, 0)
        waits = f"{count(jobs, 'job waits', 'jobs wait')}; " if jobs else ""
        meanwhile = "keywords judge meanwhile" if stands_in(trouble, status.overview.now) else ""
        since = f"in trouble since {clock(trouble.since, status.overview.now, status.zone)}"
        said = f"{waits}{since}{f'; {meanwhile}' if meanwhile else ''}"
        yield "model", f"{advice_from(status.provider, trouble.code).do} ({said})"
    if declined := status.overview.queue.declined:
        postings = count(declined, "posting", "postings")
        do = advice_from(status.provider, "model_declined").do
        yield "model", f"{do} (last day: {postings})"


def _waiting(status: Status) -> Lines:
    """What keeps jobs waiting, where that is no company's fault; a budget is told by its rule."""
    trouble = status.overview.model
    told = ("model_budget", trouble.code if trouble and trouble.open else "")
    for code, jobs in status.overview.queue.waiting_for.items():
        advice = advice_from(status.provider, code)
        if advice.about in EVERYBODYS and code not in told:
            waits = count(jobs, "job waits", "jobs wait")
            yield advice.about, f"{advice.do} ({waits})"


def _strangers(status: Status) -> Lines:
    names = status.overview.census.names
    if names.unknown:
        shown = ", ".join(map(status.said, names.strangers[:_MAX_NAMES]))
        more = f" and {names.unknown - _MAX_NAMES} more" if names.unknown > _MAX_NAMES else ""
        what = f"nobody is matched for {shown}{more}: no user has this e-mail or id"
        yield "people", f"{what}; add them, or correct userId in usercompanypreferences"


def by_advice(troubles: Iterable[Trouble]) -> list[list[Trouble]]:
    """Companies in trouble by what is to be done about them, the most widespread cause first."""
    groups: dict[str, list[Trouble]] = {}
    for trouble in troubles:
        groups.setdefault(advice_for(trouble.code, "").do, []).append(trouble)
    return sorted(groups.values(), key=len, reverse=True)


def _preferences(status: Status) -> Lines:
    bad = status.overview.census.bad
    if bad.total:
        many = count(bad.total, "preference does", "preferences do")
        yield "preferences", f"{many} not count: reactor doctor lists them"


_RULES: tuple[Callable[[Status], Lines], ...] = (
    _refused,
    _model,
    _waiting,
    _nothing_to_do,
    _nobody_works,
    _unwell,
    _disks,
    _timers,
    _orphaned,
    _strangers,
    _without_profile,
    _unread_cvs,
    _failures,
    _unrecognised,
    _without_company,
    _budget,
    _preferences,
)
