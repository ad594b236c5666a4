"""The task and the result of re-judging a company's postings after profile changes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bson import ObjectId

from reactor.decisions.profile_fingerprint import StoredProfile
from reactor.documents import Company
from reactor.mongo.followers import Follower
from reactor.mongo.postings.histories import RecalledHistory
from reactor.mongo.postings.history_writes import HistoryUpdate
from reactor.mongo.postings.revisions import OldSave, Revision, revision_of
from reactor.mongo.postings.visit_outcome import Save
from reactor.pipeline.follower_offer import FollowerOffer
from reactor.pipeline.judges import Judge
from reactor.posting import Posting
from reactor.url_identity import page_key


def _nothing(_: Follower) -> Collection[str]:
    return ()


@dataclass(frozen=True, slots=True)
class RejudgeTask:
    """A re-judging task.

    Attributes:
        company: whose postings.
        followers: who follows it.
        room: how many postings may be judged, for all may match.
        seconds: the time for it.
        judge: who judges.
        but: addresses of what need not be judged again for somebody.
        recalled: what was remembered when the list was read; None if it may have changed since.
    """

    company: Company
    followers: Sequence[Follower]
    room: int
    seconds: float
    judge: Judge
    but: Callable[[Follower], Collection[str]] = _nothing
    recalled: RecalledHistory | None = None


@dataclass
class RejudgeResult:
    """The result of re-judging.

    Attributes:
        saves: new matches.
        revisions: changes of earlier saves.
        visits: one history update for each person who was re-judged.
        marks: profile fingerprints that people are now judged by, by user id.
        rejudged: number of judged pairs of posting and person.
        left: people left over for lack of room.
        declined: pairs for which the matcher gave no answer.
    """

    saves: list[Save] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    visits: list[HistoryUpdate] = field(default_factory=list)
    marks: dict[ObjectId, str] = field(default_factory=dict)
    rejudged: int = 0
    left: int = 0
    declined: int = 0

    def beside(self, offer: FollowerOffer) -> HistoryUpdate:
        """The history update of one visit for a follower: new postings and re-judged ones."""
        follower = offer.follower
        mine = [visit for visit in self.visits if visit.follower is follower]
        return HistoryUpdate(
            follower,
            [*offer.links, *(link for visit in mine for link in visit.links)],
            offer.judged_by,
            anew=bool(mine),
            profile=self.marks.get(follower.user.id, ""),
            forgotten=[url for visit in mine for url in visit.forgotten],
        )

    @property
    def result(self) -> dict[str, int]:
        """Figures for the job's result."""
        withdrawn = sum(each.fields is None for each in self.revisions)
        return {
            "rejudged": self.rejudged,
            "updated": len(self.revisions) - withdrawn,
            "withdrawn": withdrawn,
            "matched": len(self.saves),
            **({"declined": self.declined} if self.declined else {}),
        }


@dataclass
class PersonRejudging:
    """The postings to judge for one person, and the person's saves of them.

    Attributes:
        asked: the postings.
        saves: existing saves, by `page_key`.
        fits: new fields of the saves of matching postings, by address.
    """

    asked: list[Posting]
    saves: Mapping[str, OldSave]
    fits: dict[str, dict[str, object]] = field(default_factory=dict)

    def revisions(self, settled: Collection[str]) -> list[Revision]:
        """The changes of the saves of settled postings."""
        found: list[Revision] = []
        for posting in self.asked:
            old = self.saves.get(page_key(posting.url))
            if old is None or posting.url not in settled:
                continue
            if revision := revision_of(old, self.fits.get(posting.url)):
                found.append(revision)
        return found


def marks_of(
    followers: Sequence[Follower],
    remembered: Mapping[ObjectId, StoredProfile],
    outdated: Sequence[Follower],
) -> dict[ObjectId, str]:
    """Fingerprints of people who are judged by their present profile, where it is fully known."""
    behind = {follower.user.id for follower in outdated}
    known = {each.user.id: remembered.get(each.user.id) for each in followers}
    return {
        of: seen.mark
        for of, seen in known.items()
        if seen and of not in behind and (seen.file or not seen.link)
    }
