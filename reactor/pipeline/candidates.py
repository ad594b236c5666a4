"""Whom postings are matched to: what is known of a follower, their CV included."""

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


class Curricula(Protocol):
    """Knows what people's CVs say."""

    async def text_of(self, user: User) -> str:
        """A CV as text, `""` if there is none.

        Raises:
            LastingError: it cannot be read.
            PassingError: it cannot be had now.
            WaitingError: likewise, through nobody's fault.
        """
        ...


TellsOwner = Callable[[User, ReactorError], Awaitable[None]]
"""Has a person told that their CV was not read."""


class Candidates:
    """Turns followers into candidates. What is amiss with a profile is told once a day.

    Args:
        curricula: knows what people's CVs say.
        tell_owner: where people are told themselves; by default they are not.
    """

    def __init__(self, curricula: Curricula, tell_owner: TellsOwner | None = None) -> None:
        self._curricula = curricula
        self._tell_owner = tell_owner
        self._told: dict[tuple[str, str], float] = {}

    async def of(self, follower: Follower) -> Candidate | None:
        """What is known of a follower; None if that is too little.

        Until their CV can be read, what they wish counts.

        Raises:
            WaitingError: it must be waited for.
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
        # Others' lines of a day ago are of no use any more.
        self._told = {key: at for key, at in self._told.items() if now - at < _A_DAY}
        if (what, user) not in self._told:
            self._told[what, user] = now
            _log.warning(what, user=user, because=why)
