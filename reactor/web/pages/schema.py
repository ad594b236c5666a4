"""`/schema.json`: what programs are answered, here and by `reactor status`, as one JSON Schema."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from aiohttp import web
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from reactor.mongo.views.companies import Companies
from reactor.mongo.views.company import OneCompany
from reactor.mongo.views.first_visits import FirstVisits
from reactor.mongo.views.home import HomeView
from reactor.mongo.views.match import OpenedMatch
from reactor.mongo.views.matches import MatchList, SavedMatch
from reactor.people.overview import PeopleView, PersonShown
from reactor.status.json_status import StatusRecord
from reactor.tracking.preview_session import Sights
from reactor.web.handlers import Route, get
from reactor.web.json_errors import NotesClash, Problem
from reactor.web.pages.health import Health
from reactor.web.pages.job import ToldJob
from reactor.web.pages.queue import QueueList
from reactor.web.site import SCHEMA, Site

STATUS = "reactor status --json"

ANSWERS: Mapping[str, type[BaseModel]] = MappingProxyType(
    {
        STATUS: StatusRecord,
        "GET /": HomeView,
        "GET /matches": MatchList,
        "GET /matches/{id}": OpenedMatch,
        "POST /matches/{id}/status": SavedMatch,
        "POST /matches/{id}/notes": SavedMatch,
        "POST /matches/{id}/notes, 409": NotesClash,
        "GET /companies": Companies,
        "GET /companies/{id}": OneCompany,
        "POST /companies/look": Sights,
        "GET /queue": QueueList,
        "GET /queue/{id}": ToldJob,
        "GET /people": PeopleView,
        "GET /people/{id}": PersonShown,
        "GET /health": Health,
        "GET /welcome/{id}/visits": FirstVisits,
        "whatever cannot be answered": Problem,
    }
)
"""What is answered where: the models of which the schema is made."""

_ABOUT = (
    "What Scoutly Reactor answers to programs. As a whole it describes `reactor status --json`; "
    "`answers` says which of `$defs` describes what else. New names may come, and none goes."
)


@cache
def schema() -> Mapping[str, Any]:
    """The schema, by JSON Schema 2020-12."""
    models = dict.fromkeys(ANSWERS.values())
    refs, defs = models_json_schema(
        [(model, "serialization") for model in models], ref_template="#/$defs/{model}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scoutly Reactor",
        "description": _ABOUT,
        **refs[StatusRecord, "serialization"],
        "answers": {what: refs[model, "serialization"] for what, model in ANSWERS.items()},
        **defs,
    }


class SchemaPage:
    """Describes the JSON of all screens, and of `reactor status`."""

    def __init__(self, _: Site) -> None:
        self._text = ""

    def routes(self) -> Iterator[Route]:
        """Where it is."""
        yield get(SCHEMA, self.show)

    async def show(self, _: web.Request) -> web.Response:
        """The schema, made when it is first asked for."""
        self._text = self._text or json.dumps(schema())
        return web.Response(text=self._text, content_type="application/schema+json")
