"""Writes what a look acted on into the company's marker (`companies.reactor`)."""

from typing import Any

from bson import ObjectId

from reactor.decisions.actions import Mark
from reactor.mongo import driver

_HAS_NO_REVISION = {"$lte": ["$reactor.revision", None]}


def marker_write(company_id: ObjectId, mark: Mark) -> Any:
    """The update that changes a marker as decided, if what it replaces is still as it was read.

    The end of a run changes other fields at any time; only where both touch the same one must
    the look be repeated.
    """
    after = mark.marker.model_dump(by_alias=True, exclude={"revision"})
    if mark.before is None:
        marker = {name: value for name, value in after.items() if value is not None}
        # People may have put anything there: what is no document is no marker.
        none = {"$or": [{"$ne": [{"$type": "$reactor"}, "object"]}, _HAS_NO_REVISION]}
        fresh: dict[str, Any] = {"_id": company_id, "$expr": none}
        return driver.UpdateOne(fresh, {"$set": {"reactor": marker | {"revision": 1}}})
    before = mark.before.model_dump(by_alias=True, exclude={"revision"})
    changed = {f"reactor.{name}": name for name in after if after[name] != before[name]}
    nothing_touched = {"reactor.revision": mark.before.revision}
    these_untouched = {field: before[name] for field, name in changed.items()}
    # People type these texts; as an expression, one that begins with a dollar would be a field.
    update: dict[str, Any] = {field: {"$literal": after[name]} for field, name in changed.items()}
    return driver.UpdateOne(
        {"_id": company_id, "$or": [nothing_touched, these_untouched]},
        [{"$set": update | {"reactor.revision": one_more("reactor.revision")}}],
    )


def one_more(field: str) -> dict[str, Any]:
    """An expression: the number in `field` plus one; anything else in it counts as none."""
    return {"$add": [{"$cond": [{"$isNumber": f"${field}"}, f"${field}", 0]}, 1]}
