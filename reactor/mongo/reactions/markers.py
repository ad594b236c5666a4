"""Writes what a look acted on into the company's marker (`companies.reactor`)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from bson import ObjectId

from reactor.decisions.actions import Mark
from reactor.mongo import driver
from reactor.mongo.writes import UpdateMany

Marked = tuple[ObjectId, Mark]
_HAS_NO_REVISION = {"$lte": ["$reactor.revision", None]}


def marker_writes(marks: Sequence[Marked]) -> Iterator[Any]:
    """The updates that change markers as decided, where what they replace is still as it was read.

    Those that change alike are one update: MongoDB plans it once. It passes over a marker that
    does not hold exactly what was read of it, as one in which people typed a rank as a text.
    """
    alike: dict[str, list[Marked]] = defaultdict(list)
    for each in marks:
        alike[_change_of(each)].append(each)
    for some in alike.values():
        if len(some) == 1:
            yield marker_write(*some[0])
        else:
            yield _marked_together([company_id for company_id, _ in some], some[0][1])


def marker_write(company_id: ObjectId, mark: Mark) -> Any:
    """The update that changes a marker as decided, if what it replaces is still as it was read.

    The end of a run changes other fields at any time; only where both touch the same one must
    the look be repeated.
    """
    which: dict[str, Any] = {"_id": company_id}
    if mark.before is None:
        return driver.UpdateOne(which | _NO_MARKER, _first(mark))
    before, after = _changed(mark)
    nothing_touched = {"reactor.revision": mark.before.revision}
    same = which | {"$or": [nothing_touched, before]}
    if _is_counted(mark):
        return driver.UpdateOne(same, _counted(after))
    # People type these texts; as an expression, one that begins with a dollar would be a field.
    update: dict[str, Any] = {field: {"$literal": value} for field, value in after.items()}
    update["reactor.revision"] = one_more("reactor.revision")
    return driver.UpdateOne(same, [{"$set": update}])


def one_more(field: str) -> dict[str, Any]:
    """An expression: the number in `field` plus one; anything else in it counts as none."""
    return {"$add": [{"$cond": [{"$isNumber": f"${field}"}, f"${field}", 0]}, 1]}


# People may have put anything there: what is no document is no marker.
_NO_MARKER: dict[str, Any] = {
    "$expr": {"$or": [{"$ne": [{"$type": "$reactor"}, "object"]}, _HAS_NO_REVISION]}
}


def _marked_together(company_ids: Sequence[ObjectId], mark: Mark) -> Any:
    which: dict[str, Any] = {"_id": {"$in": list(company_ids)}}
    if mark.before is None:
        return UpdateMany(which | _NO_MARKER, _first(mark))
    before, after = _changed(mark)
    return UpdateMany(which | before, _counted(after))


def _change_of(marked: Marked) -> str:
    """What is the same of marks that can be written together."""
    company_id, mark = marked
    if mark.before is None:
        return repr(_first(mark))
    before, after = _changed(mark)
    together = _is_counted(mark) and bool(after)
    return repr((before, after)) if together else str(company_id)


def _first(mark: Mark) -> dict[str, Any]:
    after = mark.marker.model_dump(by_alias=True, exclude={"revision"})
    marker = {name: value for name, value in after.items() if value is not None}
    return {"$set": {"reactor": marker | {"revision": 1}}}


def _changed(mark: Mark) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that a mark changes, as they were read and as they are to be."""
    was = mark.before.model_dump(by_alias=True, exclude={"revision"}) if mark.before else {}
    after = mark.marker.model_dump(by_alias=True, exclude={"revision"})
    changed = [name for name in after if after[name] != was.get(name)]
    before = {f"reactor.{name}": was.get(name) for name in changed}
    return before, {f"reactor.{name}": after[name] for name in changed}


def _is_counted(mark: Mark) -> bool:
    """Whether its revision is a number, so that no expression is needed, which takes longer."""
    return mark.before is not None and type(mark.before.revision) in (int, float)


def _counted(after: dict[str, Any]) -> dict[str, Any]:
    return {**({"$set": after} if after else {}), "$inc": {"reactor.revision": 1}}
