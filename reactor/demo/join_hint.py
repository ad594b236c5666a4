"""The invitation to take part in the demo."""

from dataclasses import dataclass

from reactor.data_folder import DataFolder
from reactor.settings import Settings

_TO_TRY = """\
  db.usercompanypreferences.updateOne({rank: 90}, {$set: {rank: 95}})
  db.timers.deleteMany({'_id.kind': 'scrape'})
  db.usercompanypreferences.updateOne({}, {$set: {rank: 'high'}})"""
_OWN = """\
  db.users.insertOne({email: 'me@example.org', cvText: 'Welder, five years of MIG and TIG'})
  acme = db.companies.insertOne({companyID: 'acme', careers_url: 'https://…'}).insertedId
  db.usercompanypreferences.insertOne({userId: 'me@example.org', companyId: acme, rank: 80})"""


@dataclass(frozen=True, slots=True)
class JoinHint:
    """An invitation.

    Attributes:
        whole: several lines, with things to try.
        short: the part that must stay visible on the smallest screen.
    """

    whole: str
    short: str


def invitation(settings: Settings, kept: DataFolder | None, *, once: bool) -> JoinHint:
    """The invitation for a demo; `kept` is the folder that keeps additions, if any."""
    uri = settings.mongodb_uri.get_secret_value()
    if once:
        return JoinHint(f"MongoDB: {uri}", uri)
    end = f"keeps what you added in {kept.path}" if kept else "leaves nothing behind"
    whole = (
        f"Open the page: http://{settings.http_host}:{settings.http_port}/\n"
        "Join in from another terminal, and watch what happens here:\n"
        f'  mongosh "{uri}"\n'
        f"{_TO_TRY}\n"
        "A company and a CV of your own come first on this screen:\n"
        f"{_OWN}\n"
        "Other commands find this MongoDB by themselves:\n"
        "  reactor status --watch\n"
        f"  tail -f {settings.log_dir}/*.log\n"
        f"Ctrl-C ends the demo and {end}."
    )
    return JoinHint(whole, f'mongosh "{uri}"')
