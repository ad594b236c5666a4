"""The viewer of a page: language, person and base path."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from reactor.documents import User
from reactor.web.i18n import Words
from reactor.web.urls import Urls

PERSON_COOKIE = "scoutly-person"
_KEYS = {
    "/": "h",
    "/matches": "m",
    "/companies": "c",
    "/queue": "q",
    "/people": "p",
    "/health": "s",
}
EVERYBODY = "all"
"""What the cookie says of somebody who looks at everybody's."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu.

    Attributes:
        name: key of its word, within `places`.
        path: where it leads.
        here: whether that is the page that is shown, or above it.
        key: which leads there after `g`.
    """

    name: str
    path: str
    here: bool
    key: str = ""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads.

    Attributes:
        url: makes links.
        words: of their language.
        now: the time.
        zone: in which times are told; None for this machine's.
        path: what is shown, with its query, within the page's folder.
        places: the menu.
        people: everybody whose matches can be looked at.
        person: whose are; None for everybody's.
        leaves: whether there is a session that can be left.
        since: stamps what has changed before the page was read.
        notice: key of the word about what was just done, `""` if nothing was.
    """

    url: Urls
    words: Words
    now: datetime
    zone: tzinfo | None = None
    path: str = "/"
    places: Sequence[Place] = field(default=())
    people: Sequence[User] = field(default=())
    person: User | None = None
    leaves: bool = False
    since: str = ""
    notice: str = ""

    def leads(self, path: str) -> bool:
        """Whether the menu has this path: some screens link to others that may not be there."""
        return any(place.path == path for place in self.places)


def chosen(people: Sequence[User], cookie: str, email: str = "") -> User | None:
    """Whose matches are shown.

    Args:
        people: everybody.
        cookie: who was chosen in this browser: an id, `all`, or `""` for nobody yet.
        email: who reads according to a proxy that knows.
    """
    if cookie == EVERYBODY:
        return None
    by_cookie = (user for user in people if cookie and str(user.id) == cookie)
    by_email = (user for user in people if email and user.email.lower() == email.lower())
    alone = people[0] if len(people) == 1 else None
    return next(by_cookie, None) or next(by_email, alone)


def places(paths: Sequence[str], shown: str) -> tuple[Place, ...]:
    """The menu of a page.

    Args:
        paths: the screens that there are, in their order.
        shown: the path that is shown.
    """
    return tuple(
        Place(
            name=path.strip("/") or "home",
            path=path,
            here=shown == path or (path != "/" and shown.startswith(f"{path}/")),
            key=_KEYS.get(path, ""),
        )
        for path in paths
    )
