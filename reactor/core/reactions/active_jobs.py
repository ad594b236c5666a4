"""Which jobs wait or run, and for which companies, as far as looks and the stream have told.

MongoDB tells of a deleted document nothing but its `_id` where it keeps no images: a user with the
role `readWrite` may not switch these on. What was active, a person called off. Anything else is a
finished job that has expired, and means nothing.
"""

from collections.abc import Hashable, Mapping
from typing import Any

from bson import ObjectId


class ActiveJobs:
    """Remembers active jobs by their ids."""

    def __init__(self) -> None:
        self._companies: dict[Hashable, ObjectId] = {}

    def note(self, changes: Mapping[Any, ObjectId | None]) -> None:
        """Note jobs that are active, with their companies, and those that are not any more."""
        for job_id, company_id in changes.items():
            if company_id is None:
                self._companies.pop(job_id, None)
            elif isinstance(job_id, Hashable):
                self._companies[job_id] = company_id

    def company_of(self, job_id: Hashable) -> ObjectId | None:
        """The company of a job that was active, None if it was not, or nobody knows it."""
        return self._companies.get(job_id)

    def forget(self) -> None:
        """What happened meanwhile is not known: a job that is remembered may have ended."""
        self._companies.clear()
