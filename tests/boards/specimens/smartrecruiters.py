"""SmartRecruiters: pages of a hundred, and a text each."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_LIST = "/v1/companies/Acme/postings"
_SIZE = 100


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.host != "api.smartrecruiters.com":
        return None
    if asked.path == _LIST:
        size = min(int(asked.query.get("limit", "10")), _SIZE)
        shown = slice_of(jobs, asked.query.get("offset"), size)
        content = [
            {
                "id": str(job.number),
                "name": job.title,
                "company": {"identifier": "Acme"},
                "location": {"fullLocation": job.place, "remote": False},
                "typeOfEmployment": {"label": "Full-time"},
            }
            for job in shown
        ]
        return Reply({"offset": 0, "limit": size, "totalFound": len(jobs), "content": content})
    told = {f"{_LIST}/{job.number}": job for job in jobs}
    if job := told.get(asked.path):
        described = {"title": "Duties", "text": f"<p>{job.text}</p>"}
        return Reply({"jobAd": {"sections": {"jobDescription": described}}})
    return None


SPECIMEN = Specimen(
    board="smartrecruiters",
    careers_url="https://careers.smartrecruiters.com/Acme",
    others=(
        "https://jobs.smartrecruiters.com/Acme/1001-welder",
        "https://www.smartrecruiters.com/Acme/7439991001-welder",
        "https://jobs.smartrecruiters.com/oneclick-ui/company/Acme/publication/1001",
    ),
    embedded=(
        '<script src="//static.smartrecruiters.com/w.js"></script>w({"company_code":"Acme"})',
    ),
    hosts=("api.smartrecruiters.com", "careers.smartrecruiters.com"),
    answers=_answers,
    page_size=_SIZE,
)
