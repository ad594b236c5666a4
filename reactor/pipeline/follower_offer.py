"""What a run offers to one follower of a company."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from reactor.decisions.deadline import day_stated
from reactor.documents import Company
from reactor.language.remote import way_of_working
from reactor.match import Candidate, Match
from reactor.mongo.followers import Follower
from reactor.mongo.postings.histories import History, RecalledHistory
from reactor.mongo.postings.visit_outcome import Save
from reactor.posting import Posting
from reactor.scrape.canonical import FORM

_MAX_WORDS = 300
_ENDS = 1_500
"""Characters at each end of a text that are searched for the way of working. The rest is skipped
because this runs in the event loop."""


@dataclass(frozen=True, slots=True)
class FollowedCompany:
    """A company, who follows it, and what was remembered when its list was read, if that counts."""

    company: Company
    by: Sequence[Follower]
    recalled: RecalledHistory | None

    @property
    def histories(self) -> Sequence[History] | None:
        """What their histories say of the list."""
        return self.recalled.histories if self.recalled else None


@dataclass
class FollowerOffer:
    """The new postings for one follower, and their outcome.

    Attributes:
        follower: the follower.
        seen: listed addresses that were offered or rejected before.
        unseen: listed postings that are new to the follower.
        candidate: the follower as a candidate; None if the profile is too empty to match.
        wanted: addresses of postings worth reading for the follower.
        saves: the matches.
        links: postings offered or rejected in this run, for the scrape history.
        judged_by: value to store as `judgedBy`; `""` for none.
    """

    follower: Follower
    seen: frozenset[str]
    unseen: tuple[Posting, ...]
    candidate: Candidate | None = None
    wanted: frozenset[str] = frozenset()
    saves: list[Save] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    judged_by: str = ""

    def save(self, posting: Posting, match: Match, *, described: bool = True) -> None:
        """Add a match to the saves, with the posting's text or without."""
        fields = saved_fields(posting, match, described=described, judged_by=self.judged_by)
        user = self.follower.user
        names = (self.follower.user_id, *user.names)
        self.saves.append(
            Save(
                *(user.id, self.follower.user_id, names, posting.url, fields),
                way=way_of_working(posting.remote, posting.location, _ends_of(posting.text)),
                posted=day_stated(posting.posted_at),
            )
        )

    def note(self, posting: Posting) -> None:
        """Add a posting to the history, so that it is not new again."""
        # Apps ignore a link without text.
        title = (posting.title or posting.url)[:_MAX_WORDS]
        context = posting.context[:_MAX_WORDS] or title
        link = {"url": posting.url, "text": title, "context": context, "title": title}
        # A posting's address is canonical already; later reads need not canonicalise it.
        self.links.append({**link, "canonical": True, "form": FORM})


def _ends_of(text: str) -> str:
    return text if len(text) <= 2 * _ENDS else f"{text[:_ENDS]}\n{text[-_ENDS:]}"


def saved_fields(
    posting: Posting, match: Match, *, described: bool, judged_by: str = ""
) -> dict[str, Any]:
    """The fields of a saved match, with the posting's text or without."""
    return {
        **match.fields(),
        **({"location": posting.location} if posting.location else {}),
        # Apps ignore a saved job without a title.
        "title": posting.title or posting.url,
        "url": posting.url,
        **({"description": posting.text} if described else {}),
        **({"judgedBy": judged_by} if judged_by else {}),
    }


def offer_for(
    follower: Follower,
    listed: Iterable[Posting],
    seen: frozenset[str],
    known_as: Mapping[str, str] = MappingProxyType({}),
) -> FollowerOffer:
    """The offer of a company's list to one follower.

    Args:
        follower: the follower.
        listed: the postings.
        seen: the addresses that the follower has been offered or spared before.
        known_as: old addresses of postings that are listed under new ones, keyed by the new ones.
    """
    again = {new for new, old in known_as.items() if old in seen and new not in seen}
    postings = tuple(listed)
    offer = _offer(follower, postings, seen | again)
    for posting in postings:
        if posting.url in again:
            offer.note(posting)
    return offer


def _offer(follower: Follower, listed: Iterable[Posting], seen: frozenset[str]) -> FollowerOffer:
    return FollowerOffer(
        follower, seen, tuple(posting for posting in listed if posting.url not in seen)
    )
