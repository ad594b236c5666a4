"""`/`: a page for the person who wonders whether it works, and what to do next."""

from html import escape
from string import Template

from aiohttp import web

from reactor import __version__
from reactor.model_choice import model_of
from reactor.mongo.views.counts import Census
from reactor.settings import Settings
from reactor.web.health import Probes
from reactor.web.standing import Standing

# Links are relative: behind a proxy the page may stand in a folder.
_PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Scoutly Reactor: $state</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { max-width: 38rem; margin: 3rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; }
code { font-size: .9em; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1.5rem; }
dd { margin: 0; }
.state { font-weight: 600; }
.state::before { content: "\\25cf"; margin-right: .4em; color: $colour; }
</style>
</head>
<body>
<h1>Scoutly Reactor</h1>
<p>$version</p>
<p class="state">$state</p>
<p>$advice</p>
<dl>$figures</dl>
<nav><ul>
<li><a href="healthz">healthz</a>: the loop turns and the stream was read lately</li>
<li><a href="readyz">readyz</a>: MongoDB answers and the stream is open</li>
<li><a href="metrics">metrics</a>: for Prometheus</li>
</ul></nav>
</body>
</html>
""")
_GREEN, _RED = "#2e9e4f", "#d1403f"


class IndexPage:
    """Tells how things stand in one look."""

    def __init__(self, settings: Settings, probes: Probes, standing: Standing) -> None:
        self._keyless = model_of(settings) is None
        self._probes = probes
        self._standing = standing

    async def answer(self, _: web.Request) -> web.Response:
        """The page, whatever the state."""
        census = await self._standing.now()
        well = self._probes.health.healthy and self._probes.stream_open and census is not None
        text = _PAGE.substitute(
            state=escape(self._state(census, well=well)),
            colour=_GREEN if well else _RED,
            version=escape(f"version {__version__}"),
            advice=self._advice(census, well=well),
            figures=_figures(census),
        )
        return web.Response(text=text, content_type="text/html")

    def _state(self, census: Census | None, *, well: bool) -> str:
        """How it is, in a few words."""
        if well:
            return "healthy"
        health = self._probes.health
        if health.availability.needs_people:
            return f"not healthy: MongoDB says: {health.mongodb}"
        return "not healthy: MongoDB does not answer" if census is None else "not healthy"

    def _advice(self, census: Census | None, *, well: bool) -> str:
        """The one thing to do next."""
        if mend := self._probes.health.explanation().get("mend"):
            return f"{escape(mend)}."
        if census is None:
            return (
                "See <code>docker compose logs mongodb</code>; "
                "the reactor goes on by itself when it is back."
            )
        if not well:
            return "Changes are not being read. <code>reactor doctor</code> says why."
        if not census.preferences:
            return (
                "Nobody tracks a company yet. <code>reactor seed-preferences</code> makes a start."
            )
        if self._keyless:
            return (
                "Postings are matched by keywords only. Set <code>GEMINI_API_KEY</code> to let "
                "a model read them."
            )
        return "Nothing to do. <code>reactor status</code> tells more."


def _figures(census: Census | None) -> str:
    if census is None:
        return ""
    rows = {"preferences": census.preferences, **census.jobs, "reactors": census.reactors}
    return "".join(f"<dt>{escape(name)}</dt><dd>{count}</dd>" for name, count in rows.items())
