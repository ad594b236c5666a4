"""Personio: one feed for each language, with all texts."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen

_POSITION = """<position><id>{number}</id><office>{place}</office><name>{title}</name>
<jobDescriptions><jobDescription><name>Duties</name><value><![CDATA[<p>{text}</p>]]></value>
</jobDescription></jobDescriptions><schedule>full-time</schedule></position>"""


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/xml" or asked.query.get("language", "en") != "en":
        return None
    positions = "".join(
        _POSITION.format(number=job.number, place=job.place, title=job.title, text=job.text)
        for job in jobs
    )
    head = "<?xml version='1.0' encoding='UTF-8'?>"
    return Reply(f"{head}<workzag-jobs>{positions}</workzag-jobs>", media_type="text/xml")


SPECIMEN = Specimen(
    board="personio",
    careers_url="https://acme.jobs.personio.de",
    others=("https://acme.jobs.personio.de/job/1001?language=en",),
    embedded=('<iframe src="https://acme.jobs.personio.de?language=en"></iframe>',),
    hosts=("acme.jobs.personio.de",),
    answers=_answers,
)
