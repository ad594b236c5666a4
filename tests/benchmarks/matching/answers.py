"""What the stand-in's model says: all that is sensible, with the length of a real one's words."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.gemini.asked import Asked
from tests.gemini.replies import body_of
from tests.gemini.sensible import answer_of, judged

Answering = Callable[[Asked], web.Response]


def all_worth_reading(asked: Asked) -> web.Response:
    """Its screening drops nothing: the dearest case."""
    every = {"worthReading": asked.ids}
    return web.json_response(body_of(asked, every if asked.screens else answer_of(asked)))


def half_worth_reading(asked: Asked) -> web.Response:
    """Its screening drops every other title."""
    half = {"worthReading": asked.ids[::2]}
    return web.json_response(body_of(asked, half if asked.screens else answer_of(asked)))


def to_a_bare_call(asked: Asked) -> web.Response:
    """What it says to a profile and a posting in two parts, the title in the posting's first line.

    The judgement is the one that it gives to the same posting in a request of the reactor's.
    """
    profile, posting = asked.words
    title, _, text = posting.partition("\n")
    subject: dict[str, Any] = {"id": 1, "title": title, "location": "Kiel", "text": text}
    return web.json_response(body_of(asked, {"judgements": [judged(subject, profile)]}))
