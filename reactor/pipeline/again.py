"""What is judged again at a company, for whom, and what comes of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bson import ObjectId

from reactor.decisions.profile import Remembered
from reactor.documents import Company
from reactor.mongo.followers import Follower
from reactor.mongo.harvest import Save
from reactor.mongo.histories import Recalled
from reactor.mongo.history_writes import Visit
from reactor.mongo.revisions import OldSave, Revision, revision_of
from reactor.pipeline.judges import Judge
from reactor.pipeline.offer import Offer
from reactor.posting import Posting
from reactor.same_page import page_key


def _nothing(_: Follower) -> Collection[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be judged again.

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
    recalled: Recalled | None = None


@dataclass
class Again:
    """What judging again brought.

    Attributes:
        saves: matches that are new.
        revisions: what becomes of those that were saved before.
        visits: one for each person who was judged again.
        marks: of the profiles by which people are judged now, by their ids.
        rejudged: how many pairs of posting and person were judged.
        left: how many people are left, for want of room.
        declined: about how many pairs the matcher had nothing to say.
    """

    saves: list[Save] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    marks: dict[ObjectId, str] = field(default_factory=dict)
    rejudged: int = 0
    left: int = 0
    declined: int = 0

    def beside(self, offer: Offer) -> Visit:
        """What one visit leaves in somebody's history: what is new, and what was judged again."""
        follower = offer.follower
        mine = [visit for visit in self.visits if visit.follower is follower]
        return Visit(
            follower,
            [*offer.links, *(link for visit in mine for link in visit.links)],
            offer.judged_by,
            anew=bool(mine),
            profile=self.marks.get(follower.user.id, ""),
            forgotten=[url for visit in mine for url in visit.forgotten],
        )

    @property
    def result(self) -> dict[str, int]:
        """Figures for people who look at the job."""
        withdrawn = sum(each.fields is None for each in self.revisions)
        return {
            "rejudged": self.rejudged,
            "updated": len(self.revisions) - withdrawn,
            "withdrawn": withdrawn,
            "matched": len(self.saves),
            **({"declined": self.declined} if self.declined else {}),
        }


@dataclass
class Wanted:
    """The postings to judge for one person, and what is saved of them.

    Attributes:
        asked: the postings.
        saves: what is saved, by what tells one page from another.
        fits: what a save says of those that suit, by address.
    """

    asked: list[Posting]
    saves: Mapping[str, OldSave]
    fits: dict[str, dict[str, object]] = field(default_factory=dict)

    def revisions(self, settled: Collection[str]) -> list[Revision]:
        """What becomes of the saves of those that were settled."""
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
    remembered: Mapping[ObjectId, Remembered],
    outdated: Sequence[Follower],
) -> dict[ObjectId, str]:
    """The marks of those who are judged by their profile already, as far as it is known."""
    behind = {follower.user.id for follower in outdated}
    known = {each.user.id: remembered.get(each.user.id) for each in followers}
    return {
        of: seen.mark
        for of, seen in known.items()
        if seen and of not in behind and (seen.file or not seen.link)
    }
