"""A company's life, day by day: its postings come and go, its site is rebuilt, or is down."""

import random
from dataclasses import dataclass, field
from html import escape
from typing import Any

from tests.month.sites import Site, pages_of

PLAIN = (
    "Welder", "Ship Cook", "Electrician", "Accountant", "Nurse", "Carpenter", "Truck Driver",
    "Software Engineer", "Warehouse Clerk", "Plumber", "Sales Manager", "Physiotherapist",
    "Mechanical Engineer", "Receptionist", "Pastry Chef", "Office Manager", "Data Analyst",
    "Crane Operator", "Painter", "Roofer", "Teacher", "Pharmacist", "Gardener", "Photographer",
)  # fmt: skip
ODD = (
    "Night Owl at the Ovens", "Baker of Rye", "Friend of the Till", "Cook for Long Tables",
    "Master of Crates", "Quiet Hand for the Dough", "Driver before Dawn", "Keeper of the Cellar",
    "Baker with Patience", "Second Pair of Eyes", "Cook by the Sea", "Lifter of Lids",
    "Driver of the Red Van", "Early Bird with Keys", "Baker for Feast Days", "Tamer of Queues",
)  # fmt: skip
TOWNS = ("Kiel", "Bremen", "Hamburg", "Rostock", "Lübeck", "Berlin", "Munich", "Cologne")
_SYLLABLES = (
    *("ba", "ri", "to", "len", "mar", "sul", "fen", "dor", "ka", "vi", "nor", "gel", "pa", "tri"),
    *("mo", "san", "ul", "ber", "cho", "lin", "gra", "wes", "hol", "zim", "ta", "ro", "ne", "pik"),
)


@dataclass
class Opening:
    """A posting.

    Attributes:
        ref: what tells it from all others, whatever it is called and wherever it stands.
        title: now.
        town: where.
        slug: the last part of its address now.
        text: what it says.
        left: the day on which it was taken down; None while it is open.
    """

    ref: str
    title: str
    town: str
    slug: str
    text: str
    left: int | None = None


@dataclass
class Firm:
    """A company.

    Attributes:
        number: tells it from the others.
        site: how its site is built now.
        openings: all its postings, those that are over as well.
        down: whether its site is down today.
        board: whether it has moved to a board.
        happened: what has happened, for whom it may concern.
    """

    number: int
    rng: random.Random
    site: Site
    openings: list[Opening] = field(default_factory=list)
    down: bool = False
    board: bool = False
    redesigned: bool = False
    happened: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"firm{self.number}.example"

    @property
    def open(self) -> list[Opening]:
        return [each for each in self.openings if each.left is None]

    def begin(self) -> None:
        """Open with a few postings."""
        for _ in range(self.rng.randint(3, 5)):
            self._hire(0)

    def live(self, day: int) -> None:
        """What happens on a day."""
        self.down = self.rng.random() < 0.03
        if self.rng.random() < 0.3:
            self._hire(day)
        if self.rng.random() < 0.2 and len(self.open) > 2:
            self._take_down(day)
        # Where nothing but its title tells a posting, it is another with another title.
        if self.site.linked and self.rng.random() < 0.05:
            self._retitle(day)
        if self.site.linked and not self.board and self.rng.random() < 0.05:
            self._move(day)
        if not self.redesigned and not self.board and self.rng.random() < 0.02:
            self.redesigned = True
            self.site = self.site.redesigned()
            self.happened.append(f"day {day}: redesigned")
        if self.site.linked and not self.board and self.rng.random() < 0.004:
            self.board = True
            self.happened.append(f"day {day}: moved to a board")
        if self.down:
            self.happened.append(f"day {day}: down")

    def answer(self, path: str, page: str | None) -> str | None:
        """What its site answers; None for nothing."""
        return pages_of(self.site, self.open, board=f"firm{self.number}" if self.board else "").get(
            (path, page)
        )

    def listed(self) -> dict[str, Any]:
        """What its board answers."""
        return {
            "jobs": [
                {
                    "id": 1000 + place,
                    "title": each.title,
                    "absolute_url": f"https://job-boards.greenhouse.io/firm{self.number}/jobs/"
                    f"{1000 + self.openings.index(each)}",
                    "location": {"name": each.town},
                    "content": escape(f"<p>{each.text}</p>"),
                }
                for place, each in enumerate(self.open)
            ]
        }

    def _hire(self, day: int) -> None:
        names = PLAIN if self.site.plain else ODD
        free = [name for name in names if name not in {each.title for each in self.openings}]
        if not free:
            return
        number, title = len(self.openings) + 1, self.rng.choice(free)
        ref = f"ref-{self.number}-{number}"
        words = " ".join("".join(self.rng.choices(_SYLLABLES, k=3)) for _ in range(70))
        text = f"{ref}. As one of us you care for {words}."
        slug = f"{number}-{title.lower().replace(' ', '-')}"
        self.openings.append(Opening(ref, title, self.rng.choice(TOWNS), slug, text))
        self.happened.append(f"day {day}: {ref} {title} comes")

    def _take_down(self, day: int) -> None:
        gone = self.rng.choice(self.open)
        gone.left = day
        self.happened.append(f"day {day}: {gone.ref} {gone.title} is taken down")

    def _retitle(self, day: int) -> None:
        one = self.rng.choice(self.open)
        before = one.title
        one.title = f"Senior {one.title}" if not one.title.startswith("Senior") else one.title
        self.happened.append(f"day {day}: {one.ref} {before} is called {one.title}")

    def _move(self, day: int) -> None:
        one = self.rng.choice(self.open)
        one.slug = f"{one.slug}-{day}"
        self.happened.append(f"day {day}: {one.ref} {one.title} moves to {one.slug}")
