"""Turns followers into candidates for matching, including the text of their CVs."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import monotonic
from typing import Protocol

from loguru import logger

from reactor.documents import User
from reactor.errors import LastingError, PassingError, ReactorError
from reactor.match import Candidate, candidate_of
from reactor.mongo.followers import Follower

_log = logger.bind(channel="job-matching-orchestrator")
_A_DAY = timedelta(days=1).total_seconds()


class CvTexts(Protocol):
    """A source of CV texts."""

    async def text_of(self, user: User) -> str:
        """The text of a person's CV, `""` if there is none.

        Raises:
            LastingError: the CV is unreadable.
            PassingError: the CV is unavailable now.
            WaitingError: the CV is unavailable now for an outside cause.
        """
        ...


TellsOwner = Callable[[User, ReactorError], Awaitable[None]]
"""Notifies a person that their CV was not read."""


class Candidates:
    """Turns followers into candidates; logs a profile's fault at most once a day.

    Args:
        curricula: source of CV texts.
        tell_owner: notifies the person of a CV that was not read; None for no notification.
    """

    def __init__(self, curricula: CvTexts, tell_owner: TellsOwner | None = None) -> None:
        self._curricula = curricula
        self._tell_owner = tell_owner
        self._told: dict[tuple[str, str], float] = {}

    async def of(self, follower: Follower) -> Candidate | None:
        """The candidate for a follower; None if their profile is empty.

        Without a readable CV, `candidateInfo` alone counts.

        Raises:
            WaitingError: the CV must be waited for.
        """
        user, name = follower.user, follower.user_id
        try:
            cv = await self._curricula.text_of(user)
        except (PassingError, LastingError) as error:
            passing = isinstance(error, PassingError)
            what = "CV cannot be had now" if passing else "CV not usable"
            self._tell(f"{what}: only candidateInfo counts", name, str(error))
            if self._tell_owner:
                await self._tell_owner(user, error)
            cv = ""
        candidate = candidate_of(name, user, cv)
        if candidate is None:
            missing = "neither a CV (cvText, cvUrl) nor candidateInfo"
            self._tell("user skipped: there is nothing to match", name, missing)
        return candidate

    def _tell(self, what: str, user: str, why: str) -> None:
        now = monotonic()
        # Drop entries older than a day, so that the dictionary stays small.
        self._told = {key: at for key, at in self._told.items() if now - at < _A_DAY}
        if (what, user) not in self._told:
            self._told[what, user] = now
            _log.warning(what, user=user, because=why)
