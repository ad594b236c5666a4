"""Re-judges a company's stored postings for people whose profile has changed since.

No page is visited: it uses stored texts, people's CVs and the model. The result is saved in one
transaction with the job that asked for it.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from sys import getsizeof

from bson import ObjectId
from loguru import logger

from reactor.decisions.deadline import is_over
from reactor.decisions.profile_fingerprint import StoredProfile
from reactor.decisions.rejudge_policy import MAX_REJUDGED
from reactor.documents import Company
from reactor.errors import ReactorError, UnfinishedError
from reactor.language.general_applications import is_general_application
from reactor.match import Candidate
from reactor.mongo.cache.posting_texts import PostingTexts
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.followers import Follower
from reactor.mongo.outage_retry import through_outages
from reactor.mongo.postings.histories import RecalledHistory
from reactor.mongo.postings.history_writes import HistoryUpdate, spared
from reactor.mongo.postings.revisions import old_saves
from reactor.mongo.reactions.judged_profiles import JudgedPerson, JudgedProfiles
from reactor.people.profile_changes import ProfileChanges
from reactor.pipeline.candidates import Candidates
from reactor.pipeline.follower_offer import FollowerOffer, saved_fields
from reactor.pipeline.judging import Judging
from reactor.pipeline.reading import MAX_HELD
from reactor.pipeline.rejudge_plan import PersonRejudging, RejudgeResult, RejudgeTask, marks_of
from reactor.pipeline.seen_postings import SeenPostings
from reactor.pipeline.toolset import Toolset
from reactor.posting import Posting
from reactor.settings import Settings
from reactor.url_identity import page_key

_AT_ONCE = 50
"""Texts per query to MongoDB."""

_log = logger.bind(channel="job-matching-orchestrator")


class Rejudging:
    """Finds the people to re-judge at a company, and re-judges them.

    Args:
        instruments: the worker process.
        database: source of stored texts.
        settings: the minimum score, and whether texts are saved.
        candidates: turns followers into candidates.
    """

    def __init__(
        self,
        instruments: Toolset,
        database: ScoutlyDatabase,
        settings: Settings,
        candidates: Candidates,
    ) -> None:
        self._database = database
        self._candidates = candidates
        self._judged = JudgedProfiles(database)
        self._changes = ProfileChanges(database, settings.cooldown)
        self._seen = SeenPostings(database, instruments.worker)
        self._texts = PostingTexts(database)
        self._min_score = settings.min_score
        self._described = settings.descriptions == "saves"

    async def all_of(self, task: RejudgeTask) -> RejudgeResult:
        """Re-judge for all affected people, as far as there is room.

        Raises:
            ReactorError: the matcher cannot continue now (`UnfinishedError`: time ran out with
                progress; paid answers are kept).
            TimeoutError: time ran out without progress.
        """
        again, judging = RejudgeResult(), Judging(task.judge, task.company)
        try:
            async with asyncio.timeout(task.seconds):
                await self._judge_all(task, again, judging)
        except TimeoutError:
            if not judging.judged:
                raise
            done, wanted = judging.judged, judging.wanted
            message = f"judged {done} of {wanted} again; goes on"
            raise UnfinishedError(message, undone=judging.left) from None
        again.declined = judging.unanswered
        return again

    async def beside_a_visit(self, task: RejudgeTask) -> RejudgeResult:
        """The same during a visit, which must not wait or fail for it; a job follows instead."""
        try:
            return await self.all_of(task)
        except (ReactorError, TimeoutError) as error:
            _log.warning("not judged again beside the visit: a job follows", because=str(error))
        again = RejudgeResult()
        await self._outdated(task, again)
        return again

    async def _judge_all(self, task: RejudgeTask, again: RejudgeResult, judging: Judging) -> None:
        company = task.company
        for follower in await self._outdated(task, again):
            candidate = await self._candidates.of(follower)
            # The CV has just been read and may have completed the known profile.
            known = (await self._remembered([follower])).get(follower.user.id)
            if candidate is None or known is None:
                continue
            work = _Work(company, follower, candidate, known)
            wanted = await self._wanted(work, task.but(follower))
            if len(wanted.asked) > task.room - again.rejudged:
                again.left += 1
                continue
            await self._judge(work, wanted, again, judging)

    async def _remembered(
        self, followers: Sequence[Follower], recalled: RecalledHistory | None = None
    ) -> dict[ObjectId, StoredProfile]:
        users = [follower.user for follower in followers]
        read = partial(self._changes.read_files, users, recalled)
        return await through_outages(read, "recalling people's profiles")

    async def _outdated(self, task: RejudgeTask, again: RejudgeResult) -> list[Follower]:
        """Followers judged here by an older profile; stores the fingerprints of the others."""
        followers, company_id = task.followers, task.company.id
        recalled = task.recalled
        remembered = await self._remembered(followers, recalled)
        known = [each for each in followers if each.user.id in remembered]
        pairs = [(company_id, JudgedPerson(each.user, each.user_id)) for each in known]
        histories = recalled.histories if recalled else None
        ask = partial(self._judged.outdated, pairs, remembered, histories)
        found = await through_outages(ask, "asking who is to be judged again")
        ids = {person.user.id for _, person in found}
        outdated = [each for each in followers if each.user.id in ids]
        again.marks = marks_of(followers, remembered, outdated)
        return outdated

    async def _wanted(self, work: "_Work", but: Collection[str]) -> PersonRejudging:
        """The postings to judge: open, and without a save that the person has changed."""
        company, follower = work.company, work.follower
        recall = partial(self._texts.open_ones, company.id, work.known.since)
        there = await through_outages(recall, "recalling postings")
        now = await through_outages(self._database.now, "asking MongoDB for its time")
        find = partial(old_saves, self._database, company.id, follower.user)
        saves = await through_outages(find, "recalling what is saved")
        asked = [
            posting
            for posting in there
            if posting.url not in but
            and not is_general_application(posting.title)
            and not is_over(posting.valid_through, now, posting.posted_at)
            and not ((old := saves.get(page_key(posting.url))) and old.own)
        ]
        return PersonRejudging(asked, saves)

    async def _judge(
        self, work: "_Work", wanted: PersonRejudging, again: RejudgeResult, judging: Judging
    ) -> None:
        """Re-judge for one person and note the outcome of each posting."""
        company, follower = work.company, work.follower
        urls = [posting.url for posting in wanted.asked]
        seen = (await self._seen.among(urls, company.id, [follower]))[follower.user.id]
        offer = FollowerOffer(follower, seen, tuple(wanted.asked), judged_by=judging.judged_by)
        await judging.screen(offer, work.candidate)
        texts = await self._read(company, [url for url in urls if url in offer.wanted])
        settled = set(urls) - offer.wanted
        before, judged, without = len(again.revisions), judging.judged, judging.without_answer
        async for posting, match in judging.judge(work.candidate, list(texts.values())):
            settled.add(posting.url)
            if match.suitability_score >= self._min_score:
                by, described = judging.judged_by, self._described
                fields = saved_fields(posting, match, described=described, judged_by=by)
                wanted.fits[posting.url] = fields
                if page_key(posting.url) not in wanted.saves:
                    offer.save(posting, match, described=self._described)
        if judging.without_answer > without and judging.judged == judged:
            # The matcher answered for no posting; a later run may succeed.
            return
        again.marks[follower.user.id] = work.known.mark
        for posting in wanted.asked:
            if posting.url in settled and posting.url not in seen:
                offer.note(posting)
        again.revisions += wanted.revisions(settled)
        again.saves += offer.saves
        find = partial(spared, self._database, company.id, follower, MAX_REJUDGED)
        # Postings without a stored text become new to the next visit.
        anew = await through_outages(find, "recalling what was spared")
        again.visits.append(
            HistoryUpdate(
                *(follower, offer.links, judging.judged_by),
                anew=True,
                profile=work.known.mark,
                listed=False,
                forgotten=anew,
            )
        )
        again.rejudged += len(settled)
        mine = again.revisions[before:]
        withdrawn = sum(each.fields is None for each in mine)
        _log.info(
            "judged again",
            user=work.candidate.user_id,
            postings=len(settled),
            updated=len(mine) - withdrawn,
            withdrawn=withdrawn,
            new=len(offer.saves),
            at_next_visit=len(anew),
        )

    async def _read(self, company: Company, urls: Sequence[str]) -> dict[str, Posting]:
        """The texts of postings in this order, up to the memory limit."""
        texts, held = dict[str, Posting](), 0
        for begin in range(0, len(urls), _AT_ONCE):
            some = urls[begin : begin + _AT_ONCE]
            recall = partial(self._texts.texts_of, company.id, some)
            found = await through_outages(recall, "recalling texts")
            held += sum(getsizeof(posting.text) for posting in found.values())
            texts |= {url: found[url] for url in some if url in found}
            if held >= MAX_HELD:
                left = len(urls) - len(texts)
                _log.warning("reading stopped: enough to judge again", unread=left)
                break
        return texts


@dataclass(frozen=True, slots=True)
class _Work:
    """One person's share of a re-judging task."""

    company: Company
    follower: Follower
    candidate: Candidate
    known: StoredProfile
