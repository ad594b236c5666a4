"""Request handlers and their routes: the types that all pages share."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the page.

    Attributes:
        method: `GET` (which never changes anything; `HEAD` comes with it) or `POST`.
        path: within the page's folder, as aiohttp writes patterns: `/companies/{id}`.
        handler: answers it.
        public: whether it is answered without a password, too.
        reads_body: whether the handler reads what is sent itself, once it is known who sends it:
            files, which are larger and slower than forms.
    """

    method: str
    path: str
    handler: Handler
    public: bool = False
    reads_body: bool = False


def get(path: str, handler: Handler, *, public: bool = False) -> Route:
    """An address that shows something."""
    return Route("GET", path, handler, public)


def post(path: str, handler: Handler, *, public: bool = False, reads_body: bool = False) -> Route:
    """An address that changes something, and then leads on (Post/Redirect/Get)."""
    return Route("POST", path, handler, public, reads_body)
