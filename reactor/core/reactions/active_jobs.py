"""Active jobs and their companies, as known from looks and from the stream.

Without pre-images, the event of a deletion holds only the `_id`, and a user with the role
`readWrite` cannot enable them. A deleted job that was active was called off by a person. Any other
was a finished job that expired, which means nothing.
"""

from collections.abc import Hashable, Mapping
from typing import Any

from bson import ObjectId


class ActiveJobs:
    """Remembers active jobs by their ids."""

    def __init__(self) -> None:
        self._companies: dict[Hashable, ObjectId] = {}

    def note(self, changes: Mapping[Any, ObjectId | None]) -> None:
        """Note active jobs with their companies, and jobs that are no longer active."""
        for job_id, company_id in changes.items():
            if company_id is None:
                self._companies.pop(job_id, None)
            elif isinstance(job_id, Hashable):
                self._companies[job_id] = company_id

    def company_of(self, job_id: Hashable) -> ObjectId | None:
        """The company of a job that was active; None if it was not, or is unknown."""
        return self._companies.get(job_id)

    def forget(self) -> None:
        """Forget all: events were lost, so that a remembered job may have ended."""
        self._companies.clear()
