"""Checks the day's budget of model requests."""

from collections.abc import AsyncIterator
from datetime import datetime

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import lasting
from reactor.model_choice import model_of
from reactor.mongo.views.spending import Spending, read_spending

_NEARLY = 0.9


async def look(case: Case) -> AsyncIterator[Finding]:
    """The use by all reactors of the database; without a model there is no budget."""
    settings = case.settings
    model = model_of(settings)
    if model is None:
        yield Finding("budget", Severity.FINE, "none is needed: keywords cost nothing")
        return
    now = await case.database.now()
    spending = await read_spending(case.database, model.name, model.requests_a_day, now)
    if model.requests_a_day is None:
        said = f"{model.name} has no limit of a day; requests today: {spending.requests}"
        yield Finding("budget", Severity.FINE, said)
        return
    yield judge(spending, model.requests_a_day, now)


def judge(spending: Spending, a_day: int, now: datetime) -> Finding:
    """What to say of so much of so many requests a day."""
    tokens = f"{spending.input_tokens:,} tokens asked, {spending.output_tokens:,} answered"
    again = f"the next day begins in {lasting((spending.renewed_at - now).total_seconds())}"
    said = f"{max(a_day - spending.requests, 0)} of {a_day} requests left today; {again}"
    if spending.closed_until or spending.requests >= a_day:
        said = f"used up after {spending.requests} of {a_day} requests: jobs wait; {again}"
        mend = "Wait, or raise GEMINI_RPD and the quota at Google; track less, or less often."
        return Finding("budget", Severity.REMARK, said, (tokens,), mend)
    if spending.requests >= _NEARLY * a_day:
        mend = "Nothing, if it lasts until then; else jobs wait for the next day."
        return Finding("budget", Severity.REMARK, said, (tokens,), mend)
    return Finding("budget", Severity.FINE, said, (tokens,))
