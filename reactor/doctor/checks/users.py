"""People for whom nothing can be matched."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence

from reactor.advice import advice_for
from reactor.cv.messages import code_of_cv
from reactor.cv.share_link import download_of
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted, first_of, sentence, shown
from reactor.documents import CandidateInfo, User
from reactor.errors import LastingError
from reactor.mongo.diagnosis.people import all_users
from reactor.mongo.views.unmatched import UnreadCv, unread_cvs


async def look(case: Case) -> AsyncIterator[Finding]:
    """Those of whom nothing is known, whose CV is not read, and whose e-mail nobody can name."""
    users = await all_users(case.database)
    yield unknown(users)
    noted = await unread_cvs(case.database)
    if finding := unread(users, [*noted, *_hopeless(users, noted)]):
        yield finding
    if finding := misspelt(users):
        yield finding


def unknown(users: Iterable[User]) -> Finding:
    """People without a CV and without candidateInfo."""
    everybody = list(users)
    blank = [user for user in everybody if not _is_known(user)]
    total = counted(len(everybody), "user")
    if not everybody:
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
        first_of(user.email or shown(user.id) for user in blank),
        f"reactor add-user {blank[0].email or 'EMAIL'} --cv FILE",
    )


def unread(users: Iterable[User], cvs: Sequence[UnreadCv]) -> Finding | None:
    """People whose CV could not be read when it was last tried; None if there is nobody."""
    if not cvs:
        return None
    wishless = (user for user in users if user.candidate_info == CandidateInfo())
    blank = {user.email or str(user.id) for user in wishless}
    unmatched = sum(cv.user in blank for cv in cvs)
    said = f"{counted(len(cvs), 'CV')} cannot be read: only candidateInfo counts"
    nothing = f"; nothing is matched for {counted(unmatched, 'person', 'people')}" * bool(unmatched)
    return Finding(
        "CVs",
        Severity.REMARK,
        f"{said}{nothing}",
        first_of(f"{cv.user}: {cv.why} ({cv.code})" for cv in cvs),
        sentence(advice_for(cvs[0].code, "").do.replace("EMAIL", cvs[0].user)),
    )


def _hopeless(users: Iterable[User], noted: Sequence[UnreadCv]) -> Iterator[UnreadCv]:
    """People whose link can lead to no CV, before anybody has tried it."""
    known = {cv.user for cv in noted}
    for user in users:
        name = user.email or str(user.id)
        if user.cv_url and not user.cv_text and name not in known:
            try:
                download_of(user.cv_url)
            except LastingError as error:
                yield UnreadCv(name, str(error), code_of_cv(error.code))


def misspelt(users: Iterable[User]) -> Finding | None:
    """People whose e-mail is not in lower case, as the contract has it; None if nobody's is."""
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


def _is_known(user: User) -> bool:
    # The dots of an example that somebody copied are no CV.
    cv = user.cv_url or any(sign.isalpha() for sign in user.cv_text)
    return bool(cv or user.candidate_info != CandidateInfo())
