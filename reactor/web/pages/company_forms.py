"""What forms about companies have in common: which company, for whom, and where they lead back."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from aiohttp import web
from bson import ObjectId
from yarl import URL

from reactor.documents import Company, User
from reactor.errors import SettingsError
from reactor.mongo.database import ScoutlyDatabase
from reactor.web.viewer import Viewer


def company_id(request: web.Request) -> ObjectId:
    """The company of an address.

    Raises:
        HTTPNotFound: there can be none.
    """
    said = request.match_info["id"]
    if not ObjectId.is_valid(said):
        raise web.HTTPNotFound
    return ObjectId(said)


async def company_of(database: ScoutlyDatabase, request: web.Request) -> Company:
    """The same as it stands in the database.

    Raises:
        HTTPNotFound: there is none.
    """
    document = await database.companies.find_one({"_id": company_id(request)})
    if document is None:
        raise web.HTTPNotFound
    return Company.read(document)


def person_in(form: Mapping[str, str], reader: Viewer) -> User:
    """For whom a form is: whom it names, for its page may be older than the choice of a person.

    Raises:
        SettingsError: it names nobody, and several could be meant.
    """
    named = next((each for each in reader.people if str(each.id) == form.get("person")), None)
    if user := named or reader.person:
        return user
    raise SettingsError("say for whom: choose a person in the menu of people first")


def matched_for(reader: Viewer) -> Sequence[ObjectId]:
    """Whose matches a reader sees."""
    return [user.id for user in ([reader.person] if reader.person else reader.people)]


def leads_back(reader: Viewer, form: Mapping[str, str], otherwise: str, done: str) -> web.Response:
    """Lead to where a form came from, with a notice of what was done."""
    there = URL(reader.url.inside(form.get("back", ""), otherwise), encoded=True)
    location = str(there.update_query(done=done))
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": location})
