"""eRecruiter: rows of HTML inside a call with JSON; one posting for each town."""

import json
from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

KEY = "0123456789abcdef0123456789ABCDEF"
_SITE = "https://skk.erecruiter.pl"
_SIZE = 15


def _row(job: Job) -> str:
    return (
        f'<tr class="skk_row" skkResult="offer" offerId="{job.number}" externalJobOfferId="77" '
        f'externalJobOfferRegionId="8" comId="9"><td class="skk_positionName"><a href="#">'
        f'{job.title}</a></td><td class="skk_date">2026-11-02</td><td>{job.place}</td></tr>'
    )


def rows_of(jobs: Sequence[Job], total: int | None) -> str:
    marker = "" if total is None else f'<tr style="display:none" tr="{total}"><td></td></tr>'
    return f"({json.dumps({'htm': marker + ''.join(map(_row, jobs))})});"


def _offer(job: Job) -> str:
    return (
        f'<html><body><div id="offCont"><h1 id="JobTitle">{job.title}</h1>'
        f'<p id="WorkPlace">Miejsce pracy: {job.place}</p><div id="opis"><p>{job.text}</p></div>'
        '<div id="Clause">I consent to all.</div></div></body></html>'
    )


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.query.get("cfg") != KEY:
        return None
    if asked.path == "/GetHtml.ashx" and asked.query.get("grid") == "rows":
        page = int(asked.query.get("pn", "1"))
        shown = slice_of(jobs, (page - 1) * _SIZE, _SIZE)
        return Reply(rows_of(shown, len(jobs)), media_type="text/javascript")
    offers = {str(job.number): job for job in jobs}
    job = offers.get(asked.query.get("oid", "")) if asked.path == "/Offer.aspx" else None
    return Reply(_offer(job)) if job and asked.query.get("ejoId") == "77" else None


SPECIMEN = Specimen(
    board="erecruiter",
    careers_url=f"{_SITE}/Code.ashx?cfg={KEY}",
    others=(f"{_SITE}/Offer.aspx?oid=1001&cfg={KEY}&ejoId=77&ejorId=8&comId=9",),
    embedded=(f'<script src="{_SITE}/Code.ashx?cfg={KEY}"></script>',),
    hosts=("skk.erecruiter.pl",),
    answers=_answers,
    page_size=_SIZE,
    gone=Reply('({"htm":""})', media_type="text/javascript"),
)
