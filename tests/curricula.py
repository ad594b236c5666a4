"""The hosts that CVs lie at, on loopback, and a reader that knows no others."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from bson import ObjectId

from reactor.cv import CvReader
from reactor.documents import User
from reactor.fetch.http import Fetcher
from reactor.fetch.parser_process import Bounds
from reactor.fetch.parser_worker import ParsingWorker
from reactor.mongo.cache.cv_texts import KeptCvs
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.pdfs import text_pdf

CV_URL = "https://ada.example/cv.pdf?token=s3cret"
CV_AT = CV_URL.removeprefix("https://")
PATIENT = Bounds(time=10)

Answer = Callable[[], web.Response]

_HOSTS = (
    *("drive.google.com", "drive.usercontent.google.com", "docs.google.com"),
    *("accounts.google.com", "doc-1.googleusercontent.com", "www.dropbox.com"),
    *("uc1.dl.dropboxusercontent.com", "ada.example", "ada.notion.site", "1drv.ms"),
)


def file(body: bytes, media_type: str = "application/pdf") -> Answer:
    return lambda: web.Response(body=body, headers={"Content-Type": media_type})


def page(text: str, status: int = 200) -> Answer:
    return lambda: web.Response(text=text, status=status, content_type="text/html")


def redirect(location: str) -> Answer:
    return lambda: web.Response(status=303, headers={"Location": location})


CV = file(text_pdf())
BUSY = page("busy", 503)


def user(cv_url: str = CV_URL, cv_text: str = "") -> User:
    return User(_id=ObjectId(), email="ada@example.org", cv_url=cv_url, cv_text=cv_text)


@dataclass
class Stage:
    """One server that is all hosts.

    Attributes:
        answers: by `host/path?query`; for anything else it is 404.
        asked: what was asked for, in order.
        base: the server's own address, which is a private one.
    """

    database: ScoutlyDatabase
    base: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(f"{request.host}{request.path_qs}")
        answer = self.answers.get(self.asked[-1])
        return answer() if answer else web.Response(status=404)

    def play(self, fetcher: Fetcher, worker: ParsingWorker) -> None:
        """Have the files read by these from now on, and remember only what the database does."""
        self._parts = fetcher, worker
        self.reader = CvReader(fetcher, worker, KeptCvs(self.database))

    def restart(self) -> None:
        self.play(*self._parts)

    async def text_of(self, cv_url: str = CV_URL, cv_text: str = "", *, anew: bool = False) -> str:
        return await self.reader.text_of(user(cv_url, cv_text), anew=anew)

    async def text_for(self, person: User) -> str:
        return await self.reader.text_of(person)

    async def an_hour_passes(self) -> None:
        await self.hours_pass(1)

    async def hours_pass(self, hours: int) -> None:
        """As if this long had passed since each CV was checked."""
        before = await self.database.now() - timedelta(hours=hours, minutes=1)
        await self.database.cvs.update_many({}, {"$set": {"checkedAt": before}})


@asynccontextmanager
async def stage_of_cvs(
    database: ScoutlyDatabase, settings: Settings, bounds: Bounds = PATIENT
) -> AsyncIterator[Stage]:
    """The stage; what is not one of its hosts, and every private address, is out of reach."""
    app = web.Application()
    stage = Stage(database)
    app.router.add_get("/{path:.*}", stage.answer)
    async with TestServer(app) as server:
        stage.base = str(server.make_url("/"))
        async with (
            Fetcher(
                settings.model_copy(update={"allow_hosts": ()}),
                stand_ins=dict.fromkeys(_HOSTS, stage.base),
                time_limits=aiohttp.ClientTimeout(total=10),
            ) as fetcher,
            ParsingWorker(bounds) as worker,
        ):
            stage.play(fetcher, worker)
            yield stage
