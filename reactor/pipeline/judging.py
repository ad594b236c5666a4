"""The judging of one run: each new posting, for each follower of the company."""

from collections.abc import AsyncIterator, Sequence

from loguru import logger

from reactor.documents import Company
from reactor.match import Candidate, KeywordMatcher, Match
from reactor.pipeline.follower_offer import FollowerOffer
from reactor.pipeline.judges import Judge
from reactor.posting import Posting

_log = logger.bind(channel="job-matching-orchestrator")


class Judging:
    """Passes each pair of posting and person to the matcher.

    Attributes:
        wanted: number of pairs to judge.
        judged: number of judged pairs.
        unanswered: pairs for which the model gave nothing usable. They stay new and are judged at
            the next visit. A model that gives nothing usable at all is in trouble, which the
            matcher raises.
        unjudged: pairs that the keyword matcher could not compare in time; they stay new too.
        judged_by: value to store as `judgedBy`.
        chosen: the selected matcher.
    """

    def __init__(self, judge: Judge, company: Company) -> None:
        self.chosen = judge
        self._matcher = judge.matcher
        self.judged_by = judge.judged_by
        self._company = company
        self.wanted = 0
        self.judged = 0
        self.unanswered = 0
        self.unjudged = 0

    async def screen(self, offer: FollowerOffer, candidate: Candidate) -> None:
        """Choose the postings of an offer that are worth reading.

        Raises:
            ReactorError: the matcher cannot screen now.
        """
        chosen = await self._matcher.screen(candidate, self._company, offer.unseen)
        offer.wanted = frozenset(posting.url for posting in chosen)
        self.wanted += len(offer.wanted)
        if len(chosen) < len(offer.unseen):
            new, worth = len(offer.unseen), len(chosen)
            _log.info("titles screened", user=candidate.user_id, new=new, worth_reading=worth)

    async def judge(
        self, candidate: Candidate, postings: Sequence[Posting]
    ) -> AsyncIterator[tuple[Posting, Match]]:
        """Yield the matches for a candidate as they come.

        Raises:
            ModelTroubleError: the model is in trouble.
            ReactorError: the matcher cannot continue now.
        """
        user = candidate.user_id
        answers = self._matcher.analyse(candidate, self._company, postings)
        left = len(postings)
        async for posting, match in answers:
            left -= 1
            if match is None:
                self._leave(posting, user)
                continue
            self.judged += 1
            score = match.suitability_score
            _log.info("posting analysed", user=user, score=score, title=posting.title)
            yield posting, match
        self.unjudged += left

    def _leave(self, posting: Posting, user: str) -> None:
        """Count and log a posting without an answer, with a message that fits the matcher."""
        if isinstance(self._matcher, KeywordMatcher):
            self.unjudged += 1
            _log.warning(
                "posting not judged: comparing takes too long", user=user, title=posting.title
            )
            return
        self.unanswered += 1
        told = {"user": user, "title": posting.title, "code": "model_declined"}
        _log.warning("posting not judged: the model said nothing of it", **told)

    @property
    def without_answer(self) -> int:
        """Number of pairs for which the matcher gave no answer."""
        return self.unanswered + self.unjudged

    @property
    def left(self) -> int:
        """Number of pairs still to judge."""
        return max(self.wanted - self.judged, 0)
