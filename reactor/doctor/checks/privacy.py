"""Reports what data is sent to a model."""

from collections.abc import AsyncIterator

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.model_choice import GOOGLE, model_of

SENT = (
    "of a person: career goals, city, country, time zone, willingness to relocate, work permits,",
    "  languages, wanted job types, environments and company sizes, what they exclude",
    "of their CV: its text without e-mail addresses, phone numbers, streets and profile links;",
    "  a name that stands in it is sent",
    "of a company: name, work model, headquarters",
    "of a posting: title, location, employment type, whether remote, salary, text",
    "of a careers page that cannot be read with certainty: its title, its headings and a few",
    "  entries of each of its lists; nothing of the people who track it",
    "never: users' e-mails and ids, ranks, notes, saved jobs, other people's data",
)
"""Keep this in step with `match/profile.py`, `match/llm/question.py` and
`match/llm/page_queries.py`."""


async def look(case: Case) -> AsyncIterator[Finding]:
    """The data sent to the configured model."""
    model = model_of(case.settings)
    if model is None:
        said = "no profile and no posting is sent to anybody: without a key, matching is done here"
        yield Finding("privacy", Severity.FINE, said)
        return
    if model.at_home:
        said = f"profiles and postings go to {model.host}, in your own network, and no further"
        yield Finding("privacy", Severity.FINE, said, SENT)
        return
    said = f"profiles and postings are sent to {model.host}, for each person by themselves"
    free = "Google may use for training what is sent on its free tier, unlike on a paid one"
    yield Finding("privacy", Severity.FINE, said, (*SENT, free) if model.host == GOOGLE else SENT)
