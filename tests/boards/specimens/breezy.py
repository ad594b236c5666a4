"""Breezy HR: one list; the texts stand on the postings' pages."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/json":
        return Reply(
            [
                {
                    "id": f"{job.number}",
                    "friendly_id": f"{job.number}-welder",
                    "name": job.title,
                    "url": f"https://acme.breezy.hr/p/{job.number}-welder",
                    "published_date": "2026-11-02T00:00:00Z",
                    "type": {"id": "fullTime", "name": "Full-Time"},
                    "location": {"name": job.place, "is_remote": False},
                }
                for job in jobs
            ]
        )
    shown = {f"/p/{job.number}-welder": job for job in jobs}
    return Reply(posting_page(job)) if (job := shown.get(asked.path)) else None


SPECIMEN = Specimen(
    board="breezy",
    careers_url="https://acme.breezy.hr",
    others=("https://acme.breezy.hr/p/1001-welder",),
    embedded=(
        '<script src="https://acme.breezy.hr/embed/js"></script>',
        '<link href="https://assets-cdn.breezy.hr/breezy-portal/a.css">',
    ),
    hosts=("acme.breezy.hr",),
    answers=_answers,
)
