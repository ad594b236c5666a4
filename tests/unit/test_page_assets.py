"""What browsers load for the page: small, pinned, licensed, and nothing inline."""

import hashlib
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import reactor.web
from reactor.web.assets import assets

WEB = Path(reactor.web.__file__).parent
VENDORED = WEB / "static" / "vendored"
PINNED = tomllib.loads((VENDORED / "vendored.toml").read_text())["file"]
MOST = 25_000
"""Bytes of a first visit, packed: a second on a slow line."""


def test_a_first_visit_loads_little() -> None:
    packed = {name: len(asset.packed) for name, asset in assets().items()}
    assert sum(packed.values()) <= MOST, packed


def test_what_others_wrote_is_what_they_published() -> None:
    for each in PINNED:
        body = (VENDORED / each["name"]).read_bytes()
        assert hashlib.sha256(body).hexdigest() == each["sha256"], each["name"]
        assert (VENDORED / each["licence"]).read_text().strip()
        assert re.fullmatch(r"\d+\.\d+\.\d+", each["version"])


def test_what_others_wrote_is_served_byte_by_byte() -> None:
    served = assets()["page.js"].body
    for each in PINNED:
        assert (VENDORED / each["name"]).read_bytes() in served, each["name"]


def test_nothing_of_others_is_there_unpinned() -> None:
    known = {each["name"] for each in PINNED} | {each["licence"] for each in PINNED}
    assert {file.name for file in VENDORED.iterdir()} == known | {"vendored.toml"}


def test_templates_hold_no_script_and_no_style_of_their_own() -> None:
    """The page's policy would refuse them; links are made by `url` and `asset` alone."""
    inline = re.compile(r"""<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|hx-on|javascript:""")
    bare = re.compile(r"""(?:href|src|action|hx-(?:get|post|put|patch|delete))="(?!\{\{|#)""")
    for file in WEB.joinpath("templates").rglob("*.html"):
        text = file.read_text()
        assert inline.search(text) is None, file.name
        assert bare.search(text) is None, f"{file.name}: a link that `url` did not make"


def test_colours_are_named_in_one_sheet_alone() -> None:
    colour = re.compile(r":[^;{}]*(?:#[0-9a-f]{3,8}\b|rgb\(|hsl\()", re.IGNORECASE)
    for file in files("reactor.web").joinpath("static", "style").iterdir():
        if not file.name.startswith("10-"):
            assert colour.search(file.read_text()) is None, file.name


def test_an_asset_is_asked_for_by_what_is_in_it() -> None:
    style = assets()["style.css"]
    assert style.path == f"/static/style.css?v={hashlib.sha256(style.body).hexdigest()[:8]}"


def test_all_scripts_come_together() -> None:
    """In files of their own, htmx now and then began before its extension for streams was there."""
    assert [name for name in assets() if name.endswith(".js")] == ["page.js"]
    body = assets()["page.js"].body.decode()
    assert body.index("var htmx") < body.index('registerExtension("sse"') < body.index("stay-open")
    layout = WEB.joinpath("templates", "layout.html").read_text()
    assert layout.count("<script") == 1
