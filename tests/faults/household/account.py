"""What the contract asks for, and what was done: visits that were due, made, late or unasked for.

It is told what really happens, in the order in which it happens, and decides by the books alone.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bson import ObjectId

from tests.faults.household.book import Book, Pace, Visit

_REACTING = timedelta(seconds=5)
"""So near the end of a cooldown, the reactor may decide either way."""

_MINUTE = timedelta(minutes=1)
_WORKED_OFF = timedelta(hours=2)
"""From a visit's beginning to its end: three tries, their pauses, and a lease or two."""


class Idleness:
    """For how long no reactor could have claimed a job: down, cut off, asleep or busy."""

    def __init__(self) -> None:
        self._changes: list[datetime] = []
        self._sums: list[timedelta] = []
        self._idle = False

    def note(self, now: datetime, *, idle: bool) -> None:
        """From now on that is so, or not."""
        if idle is not self._idle:
            self._sums.append(self._up_to(now))
            self._changes.append(now)
            self._idle = idle

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much of this time it was so."""
        return self._up_to(end) - self._up_to(start)

    def _up_to(self, moment: datetime) -> timedelta:
        place = bisect_right(self._changes, moment) - 1
        if place < 0:
            return timedelta()
        # The first change is to idle.
        return self._sums[place] + (
            moment - self._changes[place] if place % 2 == 0 else timedelta()
        )


@dataclass
class Account:
    """All companies.

    Attributes:
        pace: how fast time passes.
        idle: for how long no reactor could have claimed a job.
        fate: what has become of the reactor with an id, as another has to see it; "" if it lives.
        made: visits that came to an end.
        extra: those that nobody had asked for.
        late: what was visited too late.
        hasty: what was visited again before its pause was over.
        missed: what was due and not visited.
        crashes: jobs counted as crashed, by what had become of their reactors.
        wrong_crashes: those whose reactor lives and can be reached.
    """

    pace: Pace = field(default_factory=Pace)
    idle: Idleness = field(default_factory=Idleness)
    fate: Callable[[str, str], str] = lambda _, __: ""
    books: dict[ObjectId, Book] = field(default_factory=dict)
    made: int = 0
    extra: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    hasty: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    crashes: Counter[str] = field(default_factory=Counter)
    wrong_crashes: list[str] = field(default_factory=list)

    @property
    def due(self) -> int:
        """How many visits were due."""
        return self.made - len(self.extra) + len(self.missed)

    @property
    def ratio(self) -> float:
        """Visits made for each that was due."""
        return self.made / max(self.due, 1)

    # What people do

    def preferred(self, company: ObjectId, person: str, rank: int | None, now: datetime) -> None:
        """Somebody tracks a company with a rank, or no longer."""
        book = self._settled(company, now)
        before = book.rank
        if rank is None:
            book.ranks.pop(person, None)
            book.tracked_at.pop(person, None)
        else:
            book.ranks[person] = rank
            book.tracked_at.setdefault(person, now)
        if book.rank != before:
            book.planned_since = now
        if book.rank is None and before is not None:
            self._let_go(book, now)
        elif before is None:
            if book.edited_unseen:
                self._ask(book, now)
        elif book.rank != before:
            self._reranked(book, now)

    def _let_go(self, book: Book, now: datetime) -> None:
        """Nobody tracks it: what waits is withdrawn, if it is not claimed at this moment."""
        if not book.by_hand:
            book.asked_at, book.perhaps_until = None, now + _MINUTE
            if book.visit and not book.visit.running_since:
                book.visit = None

    def _reranked(self, book: Book, now: datetime) -> None:
        if book.visit and book.visit.running_since:
            return  # absorbed
        if not book.is_cooling(now):
            self._ask(book, now)
        elif not book.is_cooling(now + _REACTING):
            book.perhaps_until = now + _MINUTE

    def edited(self, company: ObjectId, now: datetime) -> None:
        """Somebody edits the page, or takes back that the company is problematic."""
        book = self._settled(company, now)
        if book.visit and book.visit.running_since:
            book.visit.edited = True
        elif book.rank is None:
            book.edited_unseen = True
        else:
            if not book.visit:
                # With another page, the row of failures begins anew.
                book.failures, book.planned_since = 0, now
            self._ask(book, now)

    def cleared(self, company: ObjectId, now: datetime) -> None:
        """Somebody takes back that the company is problematic, while it has no job."""
        self.edited(company, now)
        book = self.books[company]
        book.failures, book.planned_since = 0, now

    def timer_deleted(self, company: ObjectId, now: datetime) -> None:
        """Somebody deletes the scrape timer."""
        book = self._settled(company, now)
        running = book.visit is not None and book.visit.running_since is not None
        if book.rank is not None and not running and not book.is_cooling(now):
            self._ask(book, now)

    def called_off(self, company: ObjectId, now: datetime) -> None:
        """Somebody deletes or finishes the active job."""
        book = self._settled(company, now)
        book.visit, book.asked_at, book.by_hand = None, None, False
        if book.rank is not None:
            book.called_off_at, book.edited_unseen = now, False

    def set_back(self, company: ObjectId, now: datetime) -> None:
        """Somebody sets a job back to pending."""
        book = self._settled(company, now)
        self._ask(book, now)
        if book.visit:
            book.visit.running_since = book.visit.waits_until = None

    def typed(self, company: ObjectId, now: datetime) -> None:
        """Somebody inserts a job."""
        book = self._settled(company, now)
        self._ask(book, now)
        book.by_hand = True

    def _settled(self, company: ObjectId, now: datetime) -> Book:
        """Its book; what is due already stays so, whatever follows."""
        book = self.books.setdefault(company, Book(self.pace))
        due, _ = book.due()
        if due and due <= now and not book.visit:
            book.asked_at = min(filter(None, (book.asked_at, due)))
        return book

    def _ask(self, book: Book, now: datetime) -> None:
        book.asked_at = book.asked_at or now

    # What reactors do

    def begun(self, company: ObjectId, now: datetime) -> None:
        """A run begins."""
        book = self.books[company]
        if book.visit is None:
            due, slack = book.due()
            if book.perhaps_until and now <= book.perhaps_until:
                due = min(due or now, now)
            book.visit = Visit(due if due and due <= now else None, now)
            if book.visit.due:
                self._check(company, "begun", book.visit.due, now, slack + self.pace.patience)
        waits_until = book.visit.waits_until
        if waits_until and now < waits_until:
            self.hasty.append(f"{company} at {now}, before {waits_until}")
        book.visit.running_since, book.visit.edited, book.visit.waits_until = now, False, None
        book.visit.followers = set(book.ranks)

    def _check(
        self, company: ObjectId, what: str, since: datetime, now: datetime, allowed: timedelta
    ) -> None:
        late = now - since - self.idle.between(since, now)
        if late > allowed:
            self.late.append(f"{company} {what} at {now}, {late} after {since}")

    def interrupted(self, company: ObjectId, now: datetime, until: datetime | None = None) -> None:
        """A run ends before its visit does, which may have to wait until a moment."""
        book = self.books[company]
        if book.visit:
            book.visit.running_since, book.visit.waits_until = None, until
            book.visit.waited += (until - now) if until else timedelta()

    def withdrawn(self, company: ObjectId) -> None:
        """A reactor deletes a job: nobody tracks the company, or it was enqueued unawares."""
        book = self.books[company]
        if book.visit and (book.rank is None or book.visit.due is None):
            book.visit = None

    def crashed(self, company: ObjectId, owner: str, by: str, now: datetime) -> None:
        """A job is counted as crashed, by one reactor as one of another's."""
        fate = self.fate(owner, by)
        self.crashes[fate] += 1
        if not fate:
            self.wrong_crashes.append(f"{company} at {now}: {owner} lives, whatever {by} says")
        self.interrupted(company, now)

    def ended(self, company: ObjectId, *, succeeded: bool, now: datetime) -> None:
        """A visit ends."""
        book = self.books[company]
        visit = book.visit
        assert visit, "the end of what had not begun"
        self.made += 1
        if visit.due is None:
            self.extra.append(f"{company} from {visit.begun} to {now}")
        self._check(company, "ended", visit.begun, now, _WORKED_OFF + visit.waited)
        if succeeded:
            book.last_success, book.failures = now, 0
            book.served |= visit.followers
        else:
            book.failed_at, book.failures = now, book.failures + 1
        book.asked_at, book.edited_unseen = None, False
        book.visit, book.by_hand, book.perhaps_until = None, False, None
        if visit.edited:
            self.edited(company, now)

    def close(self, now: datetime) -> None:
        """At the end: what is due and has not even begun is missing."""
        for company, book in self.books.items():
            due, slack = book.due()
            if book.visit:
                self._check(
                    company, "still open", book.visit.begun, now, _WORKED_OFF + book.visit.waited
                )
            if due is None or book.visit:
                continue
            late = now - due - self.idle.between(due, now)
            if late > slack + self.pace.patience:
                self.missed.append(f"{company} since {due}")
