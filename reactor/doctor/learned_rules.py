"""The finding about what was learned of a company's list."""

from datetime import UTC, datetime

from reactor.doctor.finding import Finding, Severity
from reactor.learned_rules import Learned, LearnedRule
from reactor.scrape.listing import Listing


def learned_rule_findings(learned: Learned, listing: Listing, *, can_ask: bool) -> Finding | None:
    """The learned facts, their age and whether they still hold; None if there are none.

    Args:
        learned: the stored facts.
        listing: the list found with them.
        can_ask: whether a visit can ask a model.
    """
    now = datetime.now(UTC)
    lines = []
    if learned.rule:
        lines.append(_of_rule(learned.rule, listing, now))
    if learned.step:
        lines.append(f"the list was last found at {learned.step.address}, a step on")
    if learned.asked and learned.asked.at:
        lines.append(f"a model was asked {_ago(learned.asked.at, now)}: {learned.asked.said}")
    if learned.missing:
        lines.append("somebody says that postings are missing: the next visit asks a model")
    if not listing.recognised and not can_ask:
        lines.append("without a language model nobody can be asked: what is unsure stays so")
    if not lines:
        return None
    holds = listing.ruled or not learned.rule
    return Finding("rule", Severity.FINE if holds else Severity.REMARK, lines[0], tuple(lines[1:]))


def _of_rule(rule: LearnedRule, listing: Listing, now: datetime) -> str:
    age = _ago(rule.learned_at, now) if rule.learned_at else "at an unknown time"
    who = " ".join(filter(None, [rule.source, rule.model]))
    said = f"a rule for the page was learned {age} from {who}, borne out by {rule.checked} records"
    now_said = f"it names {listing.ruled} records now" if listing.ruled else "it names nothing now"
    return f"{said}; {now_said}"


def _ago(at: datetime, now: datetime) -> str:
    days = (now - at).days
    return "today" if days < 1 else f"{days} day{'s' * (days > 1)} ago"
