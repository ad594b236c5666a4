"""A CV in a form: a file, a link or a text, read as the commands read it."""

from collections.abc import Awaitable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import web

from reactor.advice import advice_for
from reactor.people.cv_source import CvSource, from_file, from_link, from_text, is_link
from reactor.web.background_tasks import BackgroundTask
from reactor.web.site import Site, View
from reactor.web.uploads import Upload

KIND = "cv"
"""Of the errand that reads one."""

Reading = Awaitable[CvSource]


def brings(upload: Upload) -> str:
    """What a form brings, as it is named to people; `""` if it brings no CV."""
    fields = upload.fields
    if upload.body:
        return upload.name
    return fields.get("link", "") or (fields.get("text", "") and "…")


def problem_of(upload: Upload) -> str:
    """Key of what is wrong with a form, `""` if nothing is."""
    if not brings(upload):
        return "people.cv.none"
    link = upload.fields.get("link", "")
    return "people.cv.no_link" if link and not upload.body and not is_link(link) else ""


def read(site: Site, upload: Upload) -> Coroutine[Any, Any, CvSource]:
    """Read it; a file goes before a link, and a link before a text."""
    if upload.body:
        return from_file(upload.name, upload.body)
    if link := upload.fields.get("link", ""):
        return from_link(site.settings, site.database, link)
    return from_text(upload.fields.get("text", ""))


def watched(request: web.Request, errand: BackgroundTask, said: Mapping[str, Any]) -> View:
    """How far a reading is, or why there is no CV."""
    trouble = errand.trouble
    # Codes of files and pages have advice for companies.
    of_cv = trouble is not None and trouble.code.startswith("cv_")
    advice = advice_for(trouble.code, "").do if trouble and of_cv else ""
    advice = advice.replace("EMAIL", errand.about["email"])
    shown = {**said, "errand": errand, "path": request.path, "advice": advice}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if trouble else HTTPStatus.OK
    return View("cv_reading.html", shown, status=status)


def moved(site: Site, request: web.Request, path: str, done: str = "") -> web.Response:
    """Lead on from a page that was watched, whoever asks: a browser, or htmx."""
    answer = site.leads_to(request, path, done=done)
    if request.headers.get("HX-Request") == "true":
        return web.Response(headers={"HX-Redirect": answer.headers["Location"]})
    return answer
