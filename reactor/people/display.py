"""Who is matched, for people and as JSON for programs."""

import json
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from reactor.people.match_readiness import Person
from reactor.terminal import harmless, print_hanging
from reactor.wording import count

_MARGIN = 4


def show(people: Sequence[Person], console: Console) -> None:
    """Print everybody, and the summary."""
    for person in people:
        style = "" if person.matched else "yellow"
        console.print(Text(_head(person), style), soft_wrap=True)
        for line in _details(person):
            print_hanging(console, Text(f"{' ' * _MARGIN}{line}"), _MARGIN + 2)
    console.print(Text(summary(people), "bold"), soft_wrap=True)


def _head(person: Person) -> str:
    if not person.known:
        return f"{harmless(person.name)}  is unknown"
    return f"{harmless(person.name)}  {'is matched' if person.matched else 'is NOT matched'}"


def _details(person: Person) -> Iterator[str]:
    facts = [
        f"by {' and '.join(person.by)}" if person.by else "",
        f"tracks {count(person.companies, 'company', 'companies')}",
        f"{count(person.saved, 'match', 'matches')} saved" if person.known else "",
    ]
    yield "; ".join(filter(None, facts))
    for word, whys in (("because", person.because), ("although", person.although)):
        for why in whys:
            yield f"{word}: {harmless(why.said)}"
            yield f"→ {harmless(why.mend)}"


def summary(people: Sequence[Person]) -> str:
    """`2 people are matched, 1 is not`."""
    if not people:
        return "there is nobody yet: reactor add-user you@example.org --cv FILE"
    matched = sum(person.matched for person in people)
    others = len(people) - matched
    head = f"{count(matched, 'person is', 'people are')} matched"
    return f"{head}, {others} {'is' if others == 1 else 'are'} not" if others else head


def as_json(people: Sequence[Person]) -> str:
    """The people as one JSON object."""
    told = [
        {
            "name": person.name,
            "known": person.known,
            "matched": person.matched,
            "by": list(person.by),
            "companies": person.companies,
            "saved": person.saved,
            "because": [{"why": why.said, "mend": why.mend} for why in person.because],
            "although": [{"why": why.said, "mend": why.mend} for why in person.although],
        }
        for person in people
    ]
    return json.dumps({"people": told}, ensure_ascii=False, indent=2)
