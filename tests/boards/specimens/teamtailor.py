"""Teamtailor: pages of a hundred of a feed, with all texts."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_SIZE = 100
_ITEM = """<item><title>{title}</title><link>https://acme.teamtailor.com/jobs/{number}-x</link>
<description>&lt;p&gt;{text}&lt;/p&gt;</description><tt:locations><tt:location>
<tt:name>Yard</tt:name><tt:city>{city}</tt:city><tt:country>{country}</tt:country></tt:location>
</tt:locations></item>"""


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/jobs.rss":
        return None
    items = "".join(
        _ITEM.format(
            number=job.number,
            title=job.title,
            text=job.text,
            city=job.place.partition(", ")[0],
            country=job.place.partition(", ")[2],
        )
        for job in slice_of(jobs, asked.query.get("offset"), _SIZE)
    )
    head = '<rss version="2.0" xmlns:tt="https://teamtailor.com/locations"><channel>'
    return Reply(f"{head}{items}</channel></rss>", media_type="application/rss+xml")


SPECIMEN = Specimen(
    board="teamtailor",
    careers_url="https://acme.teamtailor.com/jobs",
    others=("https://acme.teamtailor.com/jobs/1001-x",),
    embedded=('<link href="https://assets-aws.teamtailor-cdn.com/careersite.css">',),
    hosts=("acme.teamtailor.com",),
    answers=_answers,
    page_size=_SIZE,
)
