"""Selects the matcher of a run: the model, or keywords once it has been in trouble for a day."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from loguru import logger

from reactor.decisions.model_trouble import STANDS_IN_AFTER, ModelTrouble, stands_in
from reactor.match import Matcher
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.troubles import ModelTroubles, still_in

JudgedBy = Literal["model", "keyword", "meanwhile"]
"""`meanwhile`: by keywords now, and again by the model when it is back."""

_log = logger.bind(channel="job-matching-orchestrator")


@runtime_checkable
class ModelMatcher(Protocol):
    """A matcher that uses a model, which may be in trouble."""

    @property
    def model(self) -> str:
        """The model's name."""

    async def probe(self) -> None:
        """Send the model one small question.

        Raises:
            ModelTroubleError: the model is in trouble.
            ReactorError: the state of the model cannot be determined now.
        """


@dataclass(frozen=True, slots=True)
class Judge:
    """The matcher of a run.

    Attributes:
        matcher: the matcher.
        judged_by: value to store as `judgedBy`.
    """

    matcher: Matcher
    judged_by: JudgedBy


class Judges:
    """Selects the matcher.

    Args:
        matcher: the matcher that the settings choose.
        meanwhile: the fallback while the model of `matcher` is in trouble.
        database: where the troubles of models are stored.
    """

    def __init__(self, matcher: Matcher, meanwhile: Matcher, database: ScoutlyDatabase) -> None:
        self._matcher = matcher
        self._meanwhile = meanwhile
        self._database = database
        self._troubles = ModelTroubles(database)
        self._told: datetime | None = None

    async def choose(self) -> Judge:
        """The matcher to use now; call it before any page is fetched.

        Raises:
            ModelStillInTroubleError: the model is in trouble, but not long enough for the fallback.
        """
        trouble = await self._troubles.of(self.model) if self.model else None
        now = await self._database.now() if trouble and trouble.open else None
        return self.chosen(trouble, now)

    @property
    def model(self) -> str:
        """The model that is asked; `""` for none."""
        return self._matcher.model if isinstance(self._matcher, ModelMatcher) else ""

    def chosen(self, trouble: ModelTrouble | None, now: datetime | None) -> Judge:
        """Who judges.

        Args:
            trouble: that of the model, as far as it is in any.
            now: the server's time.

        Raises:
            ModelStillInTroubleError: nobody: the model is in trouble, but not for long yet.
        """
        if not self.model:
            return Judge(self._matcher, "keyword")
        if now is None or trouble is None or not trouble.open:
            return Judge(self._matcher, "model")
        if not stands_in(trouble, now):
            raise still_in(trouble, trouble.until - now)
        self._tell(trouble)
        return Judge(self._meanwhile, "meanwhile")

    def _tell(self, trouble: ModelTrouble) -> None:
        """Log the fallback once for each trouble."""
        if self._told != trouble.since:
            self._told = trouble.since
            _log.warning(
                "keywords judge meanwhile: the model is in trouble",
                model=trouble.model,
                code=trouble.code,
                since=trouble.since.isoformat(timespec="seconds"),
                after=f"{STANDS_IN_AFTER.total_seconds() / 3600:g}h",
            )
