"""Style, scripts and icon: read once, compressed once, and cached by browsers until they change."""

import gzip
import hashlib
import mimetypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePath

from aiohttp import web

from reactor.web.handlers import Route, get

FOLDER = "/static"

_OF_OTHERS = "vendored"
_JOINED = {"style.css": ("style",), "page.js": (_OF_OTHERS, "scripts")}
"""What is served as one file, and the folders whose files it is made of, in their order.

Scripts are one file because htmx begins by itself as soon as it is there: an extension that came a
moment later would be too late.
"""

_BETWEEN = {".css": b"\n", ".js": b"\n;\n"}
_KEPT = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is served.

    Attributes:
        name: its own.
        body: its bytes.
        packed: the same, by gzip.
        version: changes with them.
    """

    name: str
    body: bytes
    packed: bytes
    version: str

    @property
    def path(self) -> str:
        """Where it is within the page's folder."""
        return f"{FOLDER}/{self.name}?v={self.version}"


@cache
def assets() -> Mapping[str, Asset]:
    """Everything that is served, by name."""
    return {asset.name: asset for asset in map(_asset, *zip(*_bodies(), strict=True))}


def routes() -> Iterator[Route]:
    """Where they are served; without a password, for the entrance is drawn with them."""
    yield get(f"{FOLDER}/{{name}}", _serve, public=True)


async def _serve(request: web.Request) -> web.Response:
    asset = assets().get(request.match_info["name"])
    if asset is None:
        raise web.HTTPNotFound
    headers = {"Vary": "Accept-Encoding", "ETag": f'"{asset.version}"'}
    if request.query.get("v") == asset.version:
        headers["Cache-Control"] = _KEPT
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    if packed:
        headers["Content-Encoding"] = "gzip"
    kind = mimetypes.guess_type(asset.name)[0] or "application/octet-stream"
    charset = None if kind == "image/svg+xml" else "utf-8"
    body = asset.packed if packed else asset.body
    return web.Response(body=body, headers=headers, content_type=kind, charset=charset)


def _asset(name: str, body: bytes) -> Asset:
    version = hashlib.sha256(body).hexdigest()[:8]
    return Asset(name, body, gzip.compress(body, 9, mtime=0), version)


def _bodies() -> Iterator[tuple[str, bytes]]:
    root = files("reactor.web").joinpath("static")
    for name, folders in _JOINED.items():
        kind = PurePath(name).suffix
        bodies = (
            body if folder == _OF_OTHERS else _lean(body)
            for folder in folders
            for file in _sorted(root.joinpath(folder))
            if file.name.endswith(kind) and (body := file.read_bytes())
        )
        yield name, _BETWEEN[kind].join(bodies)
    for file in _sorted(root):
        if file.is_file():
            yield file.name, file.read_bytes()


def _lean(source: bytes) -> bytes:
    """What we wrote without what only people read: comments, and indentation."""
    begin, *others = source.split(b"/*")
    text = begin + b"".join(other.partition(b"*/")[2] for other in others)
    lines = (line.strip() for line in text.splitlines())
    return b"\n".join(line for line in lines if line and not line.startswith(b"//"))


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda file: file.name)
