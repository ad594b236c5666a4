"""What is pushed to the list of people, and to the page of one of them."""

from collections.abc import Sequence

from bson import ObjectId

from reactor.core.stream.recent_changes import Change
from reactor.mongo.views.paging import cursor_in
from reactor.people.overview import read_people, read_person
from reactor.web.live_rows import Audience, PagePart
from reactor.web.pages.profile import shown_of
from reactor.web.site import Site
from reactor.web.templating import render

_OF_MANY = ("usercompanypreferences", "jobqueues")
"""The stream does not tell whose these are. A job that ends may have read a CV."""


class LivePeople:
    """Keeps open lists as they are; the form below them stays as it was typed."""

    name = "people"

    def __init__(self, site: Site) -> None:
        self._database = site.database

    async def rows(
        self, audience: Audience, changes: Sequence[Change] | None
    ) -> list[PagePart] | None:
        """Those who have changed; the list, where it is not known who has."""
        if changes is None:
            return None
        reader, changed = audience.now, _changed(changes)
        if changed is None:
            after = cursor_in(audience.query.get("older", ""))
            said = {"found": await read_people(self._database, after), "paged": after}
            return [PagePart("people-list", render("parts/people_list.html", reader, **said))]
        parts = []
        for of in changed:
            if person := await read_person(self._database, of):
                text = render("parts/person_row.html", reader, person=person)
                parts.append(PagePart(f"person-{of}", text))
        return parts


class LivePerson:
    """Keeps an open page of somebody as it is; a form in which somebody types stays."""

    name = "person"

    def __init__(self, site: Site) -> None:
        self._site = site

    async def rows(
        self, audience: Audience, changes: Sequence[Change] | None
    ) -> list[PagePart] | None:
        """All its parts, if a change may be about them; None if they are gone."""
        which = audience.part(1)
        if changes is None or not ObjectId.is_valid(which):
            return None
        changed = _changed(changes)
        if changed is not None and ObjectId(which) not in changed:
            return []
        said = await shown_of(self._site, ObjectId(which))
        if said is None:
            return None
        reader = audience.now
        parts = [
            PagePart(f"person-{part}", render(f"parts/person_{part}.html", reader, **said))
            for part in ("hero", "cv", "addresses")
        ]
        return parts + [
            PagePart(form.name, render("parts/person_section.html", reader, **said, form=form))
            for form in said["forms"]
        ]


def _changed(changes: Sequence[Change]) -> set[ObjectId] | None:
    """Whom changes are about; None if that may be anybody."""
    found = set[ObjectId]()
    for change in changes:
        if change.collection in _OF_MANY:
            return None
        if change.collection == "savedjobs" and change.operation != "update":
            if change.user is None:
                return None
            found.add(change.user)
        if change.collection == "users" and isinstance(change.key, ObjectId):
            found.add(change.key)
    return found
