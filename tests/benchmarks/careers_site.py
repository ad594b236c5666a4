"""A careers site of ordinary pages, in a process of its own: `python -m …careers_site`."""

import asyncio
import json
import random
import sys

from aiohttp import web

PAGES = 60
_SIZE = 100_000
_PROSE = """
    we you our team build ship run care about reliable software services people customers data
    platform design review test measure improve together with from across every week months
    years experience know learn write code talk plan own support grow help clear simple good
"""
_WORDS = _PROSE.split()
_HEADINGS = (
    *("About us", "What you will do", "What you bring", "Nice to have", "What we offer"),
    *("How we work", "Your first months", "How to apply"),
)
_TRADES = ("Backend Engineer", "Data Analyst", "Product Designer", "Account Manager", "Baker")
_TOWNS = ("Bern", "Lyon, France", "Berlin", "Remote", "Ghent, Belgium", "Porto")


def page(number: int) -> bytes:
    """A posting among the usual surroundings: styles, scripts, menus, other postings, a footer."""
    chance = random.Random(number)  # noqa: S311 - repeatable, no secret
    title = f"{chance.choice(_TRADES)} {number}"
    body = "".join(_section(chance, heading) for heading in _HEADINGS)
    posting = {"@context": "https://schema.org", "@type": "JobPosting", "title": title}
    posting |= {"datePosted": "2026-05-01", "description": body}
    structured = json.dumps(posting) if number % 3 == 0 else "{}"
    others = "".join(
        f"<li class='card'><a href='/jobs/{n}'>{chance.choice(_TRADES)} {n}</a><i>Bern</i></li>"
        for n in range(60)
    )
    menus = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in _WORDS)
    styles = _filling(chance, ".{a}-{b}{{margin:{n}px;color:#{n:03x}}}", 20_000)
    markup = (
        f"<!doctype html><html lang='en'><head><title>{title} | Acme</title>"
        f"<script type='application/ld+json'>{structured}</script>"
        f"<style>{styles}</style></head>"
        f"<body><header><nav><ul>{menus}</ul></nav></header><main><h1>{title}</h1>{body}"
        f"<a class='apply' href='/apply/{number}'>Apply</a><h2>Other jobs</h2><ul>{others}</ul>"
        f"</main><footer><ul>{menus}</ul><p>Acme, Bern</p></footer>"
    )
    rest = max(_SIZE - len(markup), 0)
    script = _filling(chance, 'window.{a}=function({b}){{return {n}+"{a}{b}"}};', rest)
    return f"{markup}<script>{script}</script></body></html>".encode()


def listing(number: int) -> bytes:
    """A list of postings among the usual surroundings: styles, scripts, menus, prose, a footer."""
    chance = random.Random(number)  # noqa: S311 - repeatable, no secret
    rows = "".join(
        f"<li class='card'><h3><a href='/jobs/{n}-{chance.choice(_WORDS)}'>"
        f"{chance.choice(_TRADES)} {n}</a></h3><p class='place'>{chance.choice(_TOWNS)}</p>"
        f"<p>Full-time</p><p>{_sentence(chance, 20)}</p><a href='/apply/{n}'>Apply</a></li>"
        for n in range(40)
    )
    about = "".join(_section(chance, heading) for heading in _HEADINGS[:3])
    menus = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in _WORDS)
    styles = _filling(chance, ".{a}-{b}{{margin:{n}px;color:#{n:03x}}}", 20_000)
    markup = (
        f"<!doctype html><html lang='en'><head><title>Careers | Acme</title>"
        f"<style>{styles}</style></head><body><header><nav><ul>{menus}</ul></nav></header>"
        f"<main><h1>Careers</h1>{about}<h2>Open positions</h2><ul>{rows}</ul></main>"
        f"<footer><ul>{menus}</ul><p>Acme, Bern</p></footer>"
    )
    rest = max(_SIZE - len(markup), 0)
    script = _filling(chance, 'window.{a}=function({b}){{return {n}+"{a}{b}"}};', rest)
    return f"{markup}<script>{script}</script></body></html>".encode()


def _section(chance: random.Random, heading: str) -> str:
    paragraphs = "".join(f"<p>{_sentence(chance, 60)}</p>" for _ in range(2))
    points = "".join(f"<li>{_sentence(chance, 12)}</li>" for _ in range(6))
    return f"<section><h2>{heading}</h2>{paragraphs}<ul>{points}</ul></section>"


def _sentence(chance: random.Random, words: int) -> str:
    return f"{' '.join(chance.choices(_WORDS, k=words)).capitalize()}."


def _filling(chance: random.Random, pattern: str, size: int) -> str:
    """What browsers read and people do not."""
    pieces: list[str] = []
    length = 0
    while length < size:
        a, b = chance.choices(_WORDS, k=2)
        pieces.append(pattern.format(a=a, b=b, n=chance.randrange(4096)))
        length += len(pieces[-1])
    return "".join(pieces)


async def _serve() -> None:
    """Say the port, and serve until the standard input ends."""
    pages = [page(number) for number in range(PAGES)]

    async def answer(request: web.Request) -> web.Response:
        number = int(request.match_info["number"]) % PAGES
        return web.Response(body=pages[number], content_type="text/html", charset="utf-8")

    app = web.Application()
    app.router.add_get("/jobs/{number}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)  # noqa: T201 - its one word
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve())
