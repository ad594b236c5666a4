"""The people and companies of the campaign, and their documents."""

from dataclasses import dataclass, field
from enum import Enum

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase

_CVS = {
    "backend": "Senior backend engineer, 7 years of Python: asyncio services, FastAPI, MongoDB, "
    "PostgreSQL, Docker and Kubernetes on Linux.",
    "mechanical": "Senior mechanical engineer, 8 years. Designs grippers, joints and drives in "
    "SolidWorks, CNC machining, GD&T, sheet metal, welding, finite element analysis.",
}


class Temper(Enum):
    """What people do to a company, beside what they do to all."""

    STEADY = "it is tracked all the time, at many ranks"
    MOVING = "its careers page moves, at times to nowhere"
    FICKLE = "it is tracked and not tracked in turns"
    CALLED_OFF = "its waiting jobs are deleted"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who tracks companies.

    Attributes:
        email: their address.
        trade: what they look for; "" for somebody of whom nothing is known but the address.
        by_hex: whether their preferences name them by the hex of their id.
        known: whether they are among the users at all.
    """

    email: str
    trade: str = ""
    by_hex: bool = False
    known: bool = True
    id: ObjectId = field(default_factory=ObjectId)

    @property
    def user_id(self) -> str:
        """How their preferences name them."""
        return str(self.id) if self.by_hex else self.email


@dataclass(frozen=True, slots=True)
class Firm:
    """A company: its careers page is slow or not, and gets new postings or not."""

    slug: str
    temper: Temper
    slow: bool = False
    grows: bool = False
    id: ObjectId = field(default_factory=ObjectId)

    @property
    def host(self) -> str:
        """Where its careers page is."""
        return f"{self.slug}.example"

    def careers_url(self, path: str = "/careers") -> str:
        """A careers page of its own."""
        return f"http://{self.host}{path}"


PEOPLE = (
    Person("ada@example.org", "backend"),
    Person("bo@example.org", "mechanical", by_hex=True),
    Person("cy@example.org", "backend", by_hex=True),
    Person("dee@example.org"),
    Person("ghost@example.org", known=False),
)
FIRMS = (
    Firm("acme", Temper.STEADY),
    Firm("brook", Temper.STEADY, slow=True),
    Firm("cedar", Temper.STEADY),
    Firm("dune", Temper.STEADY),
    Firm("ember", Temper.STEADY),
    Firm("fjord", Temper.MOVING, grows=True),
    Firm("grove", Temper.MOVING, slow=True),
    Firm("heath", Temper.MOVING),
    Firm("isle", Temper.FICKLE, grows=True),
    Firm("jetty", Temper.FICKLE),
    Firm("knoll", Temper.FICKLE, slow=True),
    Firm("loch", Temper.CALLED_OFF),
    Firm("marsh", Temper.CALLED_OFF, grows=True),
    Firm("nook", Temper.CALLED_OFF, slow=True),
)


def anchor(firm: Firm) -> Person:
    """Who tracks `firm` from the beginning, and never forgets it."""
    return PEOPLE[FIRMS.index(firm) % 3]


async def populate(database: ScoutlyDatabase) -> None:
    """Insert the people, the companies, and one preference for each of these."""
    await database.users.insert_many(
        {"_id": person.id, "email": person.email}
        | ({"cvText": _CVS[person.trade]} if person.trade else {})
        for person in PEOPLE
        if person.known
    )
    await database.companies.insert_many(
        {"_id": firm.id, "companyID": firm.slug, "careers_url": firm.careers_url()}
        for firm in FIRMS
    )
    await database.preferences.insert_many(
        {"userId": anchor(firm).user_id, "companyId": firm.id, "rank": 50} for firm in FIRMS
    )
