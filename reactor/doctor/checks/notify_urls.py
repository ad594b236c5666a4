"""Checks people's own notification addresses."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted, first_of
from reactor.mongo.views.people import notify_urls
from reactor.notify.allowlist import MAX_ADDRESSES, scheme_of
from reactor.notify.delivery import Delivery, OwnAddressLimits, examine

_MAX_PEOPLE = 500
_MEND = (
    "Services on the internet can be used (Telegram, Discord, ntfy, ...), by plain addresses; "
    "hosts in the house only if REACTOR_ALLOW_HOSTS names them."
)


async def look(case: Case) -> AsyncIterator[Finding]:
    """The refused addresses in `users.notifyUrls`, and those beyond the limit per person."""
    people = {
        person: urls
        for person, urls in (await notify_urls(case.database, _MAX_PEOPLE)).items()
        if urls
    }
    used = [(person, n, url) for person, urls in people.items()
            for n, url in enumerate(urls[:MAX_ADDRESSES], 1)]  # fmt: skip
    answers = await examine([url for *_, url in used], OwnAddressLimits.of(case.settings))
    yield judge(people, used, answers)


def judge(
    people: Mapping[str, Sequence[str]],
    used: Sequence[tuple[str, int, str]],
    answers: Sequence[Delivery],
) -> Finding:
    """The finding for people's addresses.

    Args:
        people: addresses by person.
        used: the examined addresses: person, position and address.
        answers: whether each of them is usable.
    """
    wrong = [*_refused(used, answers), *_left_out(people)]
    total = counted(sum(map(len, people.values())), "address", "addresses")
    if not people:
        return Finding("notifyUrls", Severity.FINE, "nobody has addresses of their own")
    if not wrong:
        said = f"{total} of {counted(len(people), 'person', 'people')}, all of them used"
        return Finding("notifyUrls", Severity.FINE, said)
    said = f"{len(wrong)} of {total} in users.notifyUrls not used: nothing is sent there"
    return Finding("notifyUrls", Severity.WRONG, said, first_of(wrong), _MEND)


def _refused(used: Sequence[tuple[str, int, str]], answers: Sequence[Delivery]) -> Iterator[str]:
    """Names an address by position and scheme, because the rest is secret."""
    for (person, number, url), answer in zip(used, answers, strict=True):
        if answer.outcome != "known":
            yield f"{person}, number {number} ({scheme_of(url)}): {answer.because}"


def _left_out(people: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for person, urls in people.items():
        for number in range(MAX_ADDRESSES + 1, len(urls) + 1):
            yield f"{person}, number {number}: only the first {MAX_ADDRESSES} are used"
