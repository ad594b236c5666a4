"""A model that judges sensibly by a simple rule: the words that a posting and a candidate share."""

import re
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.gemini.asked import Asked
from tests.gemini.replies import Reply, body_of

_WORD = re.compile(r"[^\W\d_][\w+#-]{3,}")
_SMALL_TALK = """
about also best company every from good great have into join know more need other over people role
some team than that their them then they this time very want well what when will with work years
your
"""
_EMPTY = frozenset(re.findall(r"\w+", _SMALL_TALK))


def words_of(text: str) -> frozenset[str]:
    """The words of a text that say something."""
    return frozenset(word.lower() for word in _WORD.findall(text)) - _EMPTY


def judged(subject: dict[str, Any], candidate: str) -> dict[str, Any]:
    """A posting's judgement, every field of it."""
    title, known = words_of(subject["title"]), words_of(candidate)
    wanted = title | words_of(subject.get("text", ""))
    shared = sorted(wanted & known)
    in_title = len(title & known) / max(len(title), 1)
    score = round(60 * in_title + 40 * min(1.0, 3 * len(shared) / max(len(wanted), 1)))
    missing = sorted(wanted - known)[:3]
    return {
        "id": subject["id"],
        "suitabilityScore": score,
        "goodFitReasons": [f"You know {word}." for word in shared[:4]],
        "considerationPoints": [] if in_title else ["The title is of another field."],
        "stretchGoals": [f"Learn {word}." for word in missing],
        "location": subject.get("location"),
        "salary": subject.get("salary"),
        "techStack": shared[:6],
        "experienceLevel": "senior" if "senior" in title else "mid",
        "languageRequirements": [],
    }


def answer_of(asked: Asked) -> dict[str, Any]:
    """What a sensible model says."""
    if not asked.document:
        # Whoever asks about nothing wants to know whether it answers at all.
        return {"worthReading": []}
    candidate = asked.document["candidate"]
    if asked.screens:
        known = words_of(candidate)
        worth = [each["id"] for each in asked.subjects if words_of(each["title"]) & known]
        return {"worthReading": worth}
    return {"judgements": [judged(each, candidate) for each in asked.subjects]}


def sensible(asked: Asked) -> web.Response:
    """Answers so, and counts as the service does."""
    return web.json_response(body_of(asked, answer_of(asked)))


def altered(change: Callable[[dict[str, Any]], Any], **details: Any) -> Reply:
    """A sensible answer to which something happened on its way; details as `body_of` takes them."""
    return lambda asked: web.json_response(body_of(asked, change(answer_of(asked)), **details))
