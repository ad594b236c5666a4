"""Talentsoft: one feed, its titles behind references, its texts escaped."""

from collections.abc import Sequence
from html import escape

from tests.boards.specimen import Asked, Job, Reply, Specimen

SITE = "https://acme-recrute.talent-soft.com"


def item_of(job: Job, site: str = SITE) -> str:
    text = f"<b>Localisation :</b> {job.place}<br/><p>{job.text}</p>"
    title = f"2026-{job.number} - {job.title}" if job.title else ""
    return (
        f"<item><title>{title}</title>"
        f"<link>{site}/r/{job.number}/502/1036?reference=2026-{job.number}</link>"
        "<category>Industrie/Soudure</category><category>CDI</category>"
        f"<description>{escape(text)}</description>"
        "<pubDate>Mon, 02 Nov 2026 08:00:00 Z</pubDate></item>"
    )


def feed_of(items: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>Export RSS des offres</title><language>fr-FR</language>{items}</channel></rss>"
    )


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/handlers/offerRss.ashx":
        return None
    items = "".join(map(item_of, jobs)) if asked.query.get("LCID") == "1036" else ""
    return Reply(feed_of(items), media_type="application/rss+xml")


SPECIMEN = Specimen(
    board="talentsoft",
    careers_url=f"{SITE}/offre-de-emploi/liste-toutes-offres.aspx",
    others=(f"{SITE}/", f"{SITE}/offre-de-emploi/emploi-soudeur-h-f_1001.aspx"),
    embedded=(
        f'<a href="{SITE}/">Nos offres</a>',
        '<link rel="alternate" href="/handlers/offerRss.ashx?LCID=1036">',
    ),
    hosts=("acme-recrute.talent-soft.com",),
    answers=_answers,
)
