"""Checks for people who cannot be matched."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence

from reactor.advice import advice_for
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted, first_of, sentence, shown
from reactor.documents import User
from reactor.mongo.people import everybody
from reactor.people.match_readiness import UnreadCv, read_unmatched


async def look(case: Case) -> AsyncIterator[Finding]:
    """Those of whom nothing is known, whose CV is not read, and whose e-mail nobody can name."""
    users = list(await everybody(case.database))
    unmatched = await read_unmatched(case.database)
    yield unknown(len(users), unmatched.blank)
    if finding := unread(unmatched.unread):
        yield finding
    if finding := misspelt(users):
        yield finding


def unknown(users: int, blank: Sequence[str]) -> Finding:
    """People without a CV and without candidateInfo."""
    total = counted(users, "user")
    if not users:
        said = "no users: companies are visited, and nothing is matched"
        mend = "reactor add-user you@example.org --cv FILE"
        return Finding("users", Severity.REMARK, said, mend=mend)
    if not blank:
        said = f"{total}, each with a CV or candidateInfo"
        return Finding("users", Severity.FINE, said)
    return Finding(
        "users",
        Severity.REMARK,
        f"{len(blank)} of {total} with neither a CV nor candidateInfo: nothing is matched for them",
        first_of(blank),
        f"reactor add-user {blank[0]} --cv FILE",
    )


def unread(cvs: Sequence[UnreadCv]) -> Finding | None:
    """People whose CV could not be read when it was last tried; None if there is nobody."""
    if not cvs:
        return None
    unmatched = sum(cv.alone for cv in cvs)
    said = f"{counted(len(cvs), 'CV')} cannot be read: only candidateInfo counts"
    nothing = f"; nothing is matched for {counted(unmatched, 'person', 'people')}" * bool(unmatched)
    return Finding(
        "CVs",
        Severity.REMARK,
        f"{said}{nothing}",
        first_of(f"{cv.user}: {cv.why} ({cv.code})" for cv in cvs),
        sentence(advice_for(cvs[0].code, "").do.replace("EMAIL", cvs[0].user)),
    )


def misspelt(users: Iterable[User]) -> Finding | None:
    """The people whose e-mail is not in lower case: preferences do not find them. None if none."""
    everybody = list(users)
    wrong = [user for user in everybody if user.email != user.email.lower()]
    if not wrong:
        return None
    named = Counter(user.email.lower() for user in everybody)
    twice = any(named[user.email.lower()] > 1 for user in wrong)
    first = "First delete all but one of those with the same e-mail; then " if twice else ""
    return Finding(
        "e-mails",
        Severity.WRONG if twice else Severity.REMARK,
        f"{counted(len(wrong), 'user')} whose e-mail has capitals: the apps find nobody by it",
        first_of(f"{shown(user.id)}: {user.email}" for user in wrong),
        f'{first}db.users.updateMany({{}}, [{{$set: {{email: {{$toLower: "$email"}}}}}}])',
    )
