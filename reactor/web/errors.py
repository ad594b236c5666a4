"""Error responses: a page for people, JSON for programs, one line in the log."""

from http import HTTPStatus

from aiohttp import web
from loguru import logger

from reactor.errors import ReactorError
from reactor.mongo import driver
from reactor.web.handlers import Handler
from reactor.web.json_errors import Problem
from reactor.web.site import Site, View, wants_json

_log = logger.bind(channel="queue-processor")
_OWN_WORDS = ("400", "404", "405", "413", "500", "503")


class ErrorPages:
    """Answers where a screen could not."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @web.middleware
    async def tell(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """The answer of a screen, or what kept it from answering."""
        try:
            return await handler(request)
        except web.HTTPException as error:
            if error.status < HTTPStatus.BAD_REQUEST:
                raise
            return self._page(request, error.status, headers=dict(error.headers))
        except ReactorError as error:
            return self._page(request, HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        except (driver.PyMongoError, TimeoutError) as error:
            _log.warning("page without MongoDB", path=request.path, error=driver.brief(error))
            return self._page(request, HTTPStatus.SERVICE_UNAVAILABLE)
        except Exception as error:  # noqa: BLE001 - one page harms no other, nor the reactor
            _log.opt(exception=error).error("page broke", path=request.path)
            return self._page(request, HTTPStatus.INTERNAL_SERVER_ERROR)

    def _page(
        self,
        request: web.Request,
        status: int,
        said: str = "",
        headers: dict[str, str] | None = None,
    ) -> web.Response:
        if wants_json(request):
            problem = Problem(error=said or HTTPStatus(status).phrase)
            answer = web.json_response(text=problem.model_dump_json(), status=status)
        else:
            key = f"errors.{status}" if str(status) in _OWN_WORDS else "errors.other"
            view = View("error.html", {"key": key, "said": said}, status=status)
            answer = self._site.answer_stranger(request, view)
        if allow := (headers or {}).get("Allow"):
            answer.headers["Allow"] = allow
        return answer
