"""Varbi: one table, whose cells all link the posting of their row."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen

_SITE = "https://acme.varbi.com"


def row_of(job: Job, language: str = "en") -> str:
    url = f"{_SITE}/{language}/what:job/jobID:{job.number}/"
    cells = {"pos-title": job.title, "pos-town": job.place, "pos-ends": "2026-12-24"}
    return "<tr>{}</tr>".format(
        "".join(
            f'<td class="cell {name}"><a href="{url}">{words}</a></td>'
            for name, words in cells.items()
        )
    )


def table_of(rows: str) -> str:
    return (
        '<html><head><meta name="generator" content="Varbi"></head><body><table><thead><tr>'
        '<th class="pos-title">Title</th><th class="pos-town">Town</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></body></html>"
    )


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path in ("/en/", "/se/"):
        return Reply(table_of("".join(map(row_of, jobs))))
    shown = {f"/en/what:job/jobID:{job.number}": job for job in jobs}
    if (job := shown.get(asked.path.rstrip("/"))) is None:
        return None
    return Reply(
        f'<html><head><meta property="og:title" content="{job.title}"></head><body><main>'
        f'<h1>{job.title}</h1><div class="job-desc mb"><p>{job.text}</p></div></main></body></html>'
    )


SPECIMEN = Specimen(
    board="varbi",
    careers_url=f"{_SITE}/en/",
    others=(f"{_SITE}/se/", f"{_SITE}/en/what:job/jobID:1001/"),
    embedded=(f'<a href="{_SITE}/se/">Lediga jobb</a>',),
    hosts=("acme.varbi.com",),
    answers=_answers,
)
