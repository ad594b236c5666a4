"""A run of the labelled set against the Gemini matcher: what it will take, and what came of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reactor.errors import PassingError, WaitingError
from reactor.match import Matcher
from reactor.match.llm.batches import posting_batches
from reactor.match.llm.question_kinds import Analysis
from reactor.settings import Settings
from tests.labelled.matching.labelled_set import Pair
from tests.labelled.matching.outcome import Outcome

# What a judgement is made of: some 300 tokens in every answer that was looked at.
TOKENS_A_JUDGEMENT = 300

Group = Sequence[Pair]


def groups_of(pairs: Iterable[Pair]) -> list[Group]:
    """The pairs of one person and one company, as the reactor asks about them together."""
    groups: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.person, pair.company.name].append(pair)
    return list(groups.values())


@dataclass(frozen=True)
class Plan:
    """What a run will take at the most that goes well: some answers are asked for twice."""

    requests: int
    input_tokens: int
    output_tokens: int

    def told(self, settings: Settings) -> str:
        """The plan in words, with the time that the requests a minute make of it."""
        minutes = max(self.requests / settings.gemini_rpm, self.input_tokens / settings.gemini_tpm)
        return (
            f"{settings.gemini_model}: {self.requests} requests of {settings.gemini_rpd} a day,"
            f" about {self.input_tokens} tokens in and {self.output_tokens} out,"
            f" at least {minutes:.0f} minutes at {settings.gemini_rpm} requests a minute"
        )


def plan_of(groups: Iterable[Group]) -> Plan:
    """What it takes to judge these."""
    requests = tokens = judgements = 0
    for group in groups:
        kind = Analysis(group[0].candidate, group[0].company)
        for batch in posting_batches(pair.posting for pair in group):
            requests += 1
            tokens += kind.question(batch).tokens
            judgements += len(batch)
    return Plan(requests, tokens, judgements * TOKENS_A_JUDGEMENT)


@dataclass
class Run:
    """What came of the pairs, as far as it went.

    Attributes:
        outcomes: the judgements.
        unanswered: pairs about which nothing usable was said.
        troubles: what the service said instead, in words.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


async def judged(matcher: Matcher, groups: Iterable[Group]) -> Run:
    """Every group's judgements; what is waited for ends the run, what may pass does not."""
    run = Run()
    for group in groups:
        left = {pair.posting.url: pair for pair in group}
        postings = [pair.posting for pair in group]
        try:
            async for posting, match in matcher.analyse(
                group[0].candidate, group[0].company, postings
            ):
                if match is not None:
                    run.outcomes.append(Outcome(left.pop(posting.url), match))
        except PassingError as error:
            run.troubles.append(str(error))
        except WaitingError as error:
            run.troubles.append(str(error))
            break
        run.unanswered += [f"{pair.name} x {pair.person}" for pair in left.values()]
    return run
