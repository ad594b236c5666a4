"""What is left of today's budget of model requests."""

from collections.abc import AsyncIterator

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import lasting
from reactor.model_choice import model_of
from reactor.mongo.diagnosis.budget import Spent, spent_today

_NEARLY = 0.9


async def look(case: Case) -> AsyncIterator[Finding]:
    """Counted for all reactors of the database; without a key there is none."""
    settings = case.settings
    model = model_of(settings)
    if model is None:
        yield Finding("budget", Severity.FINE, "none is needed: keywords cost nothing")
        return
    spent = await spent_today(case.database, model.name)
    if model.requests_a_day is None:
        said = f"{model.name} has no limit of a day; requests today: {spent.requests}"
        yield Finding("budget", Severity.FINE, said)
        return
    yield judge(spent, model.requests_a_day)


def judge(spent: Spent, a_day: int) -> Finding:
    """What to say of so much of so many requests a day."""
    tokens = f"{spent.input_tokens:,} tokens asked, {spent.output_tokens:,} answered"
    again = f"the next day begins in {lasting(spent.renewed_in.total_seconds())}"
    said = f"{max(a_day - spent.requests, 0)} of {a_day} requests left today; {again}"
    if spent.closed or spent.requests >= a_day:
        said = f"used up after {spent.requests} of {a_day} requests: jobs wait; {again}"
        mend = "Wait, or raise GEMINI_RPD and the quota at Google; track less, or less often."
        return Finding("budget", Severity.REMARK, said, (tokens,), mend)
    if spent.requests >= _NEARLY * a_day:
        mend = "Nothing, if it lasts until then; else jobs wait for the next day."
        return Finding("budget", Severity.REMARK, said, (tokens,), mend)
    return Finding("budget", Severity.FINE, said, (tokens,))
