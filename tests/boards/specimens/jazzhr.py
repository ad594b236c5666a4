"""JazzHR: one page of links; the texts stand on the postings' pages."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page

_ROW = """<li class="list-group-item"><h3><a href="/apply/AbC{number}/Welder">{title}</a></h3>
<ul><li><i class="fa fa-map-marker"></i>{place}</li></ul></li>"""


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/apply/jobs":
        rows = "".join(
            _ROW.format(number=job.number, title=job.title, place=job.place) for job in jobs
        )
        foot = "<footer>Powered by JazzHR</footer>"
        return Reply(f"<html><body><ul class='list-group'>{rows}</ul>{foot}</body></html>")
    shown = {f"/apply/AbC{job.number}/Welder": job for job in jobs}
    # Older designs tell search engines nothing.
    return Reply(posting_page(job, structured=False)) if (job := shown.get(asked.path)) else None


SPECIMEN = Specimen(
    board="jazzhr",
    careers_url="https://acme.applytojob.com/apply",
    others=("https://acme.applytojob.com/apply/AbC1001/Welder",),
    embedded=('<script src="//app.jazz.co/widgets/basic/create/acme"></script>',),
    hosts=("acme.applytojob.com",),
    answers=_answers,
)
