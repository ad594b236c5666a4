"""Careers sites that mean no good beside ordinary ones: `python -m …hostile_sites`.

They listen on every address of this machine; the path says which site is meant.
"""

import asyncio
import json
import random
import sys

from aiohttp import web

LISTED = 2_000
_TEXT = (
    "You look after our services, write Python, and review what others wrote. You speak English "
    "and have three years of experience. We offer a quiet office, and a day a week at home. "
)
_ENDLESS = "English, "
_LONGEST = 30_000
_PAGE = 4_500_000


def _html(body: str) -> web.Response:
    return web.Response(
        text=f"<html><body><main>{body}</main></body></html>", content_type="text/html"
    )


def _list(base: str, slugs: list[str]) -> web.Response:
    items = (f'<li><a href="{base}/{slug}">{_title(slug)}</a> Berlin</li>' for slug in slugs)
    return _html(f"<h1>Jobs</h1><ul class='jobs'>{''.join(items)}</ul>")


def _title(slug: str) -> str:
    return slug.partition("?")[0][:60].replace("-", " ").title()


def _slugs(count: int, tail: str = "") -> list[str]:
    trades = ("python-engineer", "data-analyst", "pastry-chef", "account-manager", "welder")
    return [f"{number}-{trades[number % 5]}{tail}" for number in range(count)]


def _titles() -> str:
    """Postings in JSON-LD whose titles never end."""
    chance = random.Random(1)  # noqa: S311 - repeatable, no secret
    postings = [
        {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": f"Engineer {number} " + "".join(chance.choices("ab /-,.()", k=_LONGEST)),
            "description": _TEXT,
            "url": f"/titles/jobs/{number}",
        }
        for number in range(_PAGE // _LONGEST)
    ]
    return f'<script type="application/ld+json">{json.dumps(postings)}</script>'


async def _careers(request: web.Request) -> web.Response:
    base = f"/{request.match_info['site']}/jobs"
    match request.match_info["site"]:
        case "histories":
            return _list(base, [f"{slug}?b=2&a={n}" for n, slug in enumerate(_slugs(LISTED))])
        case "titles":
            return _html(_titles())
        case "robots":
            return _list(base, _slugs(20, "-" + "a" * 1_800))
        case "texts":
            return _list(base, _slugs(10))
        case "links":
            return _list(base, _slugs(_PAGE // 120))
    return _list(base, _slugs(5))


async def _posting(request: web.Request) -> web.Response:
    text = _TEXT * 10
    if request.match_info["site"] == "texts":
        text = _ENDLESS * (_LONGEST // len(_ENDLESS))
    return _html(f"<h1>{request.match_info['slug'][:60]}</h1><p>{text}</p>")


async def _robots(request: web.Request) -> web.Response:
    # Hosts tell the sites apart: a robots.txt has one address.
    if not request.host.startswith("127.0.3."):
        raise web.HTTPNotFound
    rules = "".join(f"Disallow: /*{number}*z*q\n" for number in range(26_000))
    return web.Response(text=f"User-agent: *\n{rules}")


async def _serve() -> None:
    """Say the port, and serve until the standard input ends."""
    app = web.Application(handler_args={"max_line_size": 20_000})
    app.router.add_get("/robots.txt", _robots)
    app.router.add_get("/{site}", _careers)
    app.router.add_get("/{site}/jobs/{slug:.*}", _posting)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "0.0.0.0", 0)  # noqa: S104 - a host of its own for each company
    await site.start()
    print(runner.addresses[0][1], flush=True)  # noqa: T201 - its one word
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve())
