"""What a run has for one follower of a company."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from reactor.decisions.deadline import day_stated
from reactor.documents import Company
from reactor.language.remote import way_of_working
from reactor.match import Candidate, Match
from reactor.mongo.followers import Follower
from reactor.mongo.harvest import Save
from reactor.mongo.histories import History, Recalled
from reactor.posting import Posting
from reactor.scrape.canonical import FORM

_LONGEST_WORDS = 300
_ENDS = 1_500
"""Characters at both ends of a text in which it is looked up how the work is done: this runs in
the event loop."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A company, who follows it, and what was remembered when its list was read, if that counts."""

    company: Company
    by: Sequence[Follower]
    recalled: Recalled | None

    @property
    def histories(self) -> Sequence[History] | None:
        """What their histories say of the list."""
        return self.recalled.histories if self.recalled else None


@dataclass
class Offer:
    """What is new to one follower, and what becomes of it.

    Attributes:
        follower: who it is.
        seen: addresses on the list that they were offered or spared before.
        unseen: what is new to them on the list.
        candidate: what is known of them; None if that is too little to match anything.
        wanted: addresses of what is worth reading for them.
        saves: the matches.
        links: what they have been offered or spared now, for their history.
        judged_by: what is noted of who judges; `""` for nobody in particular.
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
        """Have a match saved, with the posting's text or without."""
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
        """Have a posting remembered, so that it is not new again."""
        # To the apps, a link without words is none.
        title = (posting.title or posting.url)[:_LONGEST_WORDS]
        context = posting.context[:_LONGEST_WORDS] or title
        link = {"url": posting.url, "text": title, "context": context, "title": title}
        # The address of a posting is canonical: nobody has to make that out again.
        self.links.append({**link, "canonical": True, "form": FORM})


def _ends_of(text: str) -> str:
    return text if len(text) <= 2 * _ENDS else f"{text[:_ENDS]}\n{text[-_ENDS:]}"


def saved_fields(
    posting: Posting, match: Match, *, described: bool, judged_by: str = ""
) -> dict[str, Any]:
    """What a save of a match says, with the posting's text or without."""
    return {
        **match.fields(),
        **({"location": posting.location} if posting.location else {}),
        # To the apps, a save without a title is none.
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
) -> Offer:
    """What on a company's list is new to a follower who has `seen` some of it.

    Args:
        follower: who it is.
        listed: the postings.
        seen: the addresses that they know.
        known_as: the old addresses of postings that are listed under new ones.
    """
    again = {new for new, old in known_as.items() if old in seen and new not in seen}
    postings = tuple(listed)
    offer = _offer(follower, postings, seen | again)
    for posting in postings:
        if posting.url in again:
            offer.note(posting)
    return offer


def _offer(follower: Follower, listed: Iterable[Posting], seen: frozenset[str]) -> Offer:
    return Offer(follower, seen, tuple(posting for posting in listed if posting.url not in seen))
