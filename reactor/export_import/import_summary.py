"""What a person asked of an import, and what became of it."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person asked for.

    Attributes:
        overwrite: ranks, and saved jobs with their status and notes, that exist are replaced.
        create_users: users that do not exist are added.
        dry: nothing is written.
    """

    overwrite: bool = False
    create_users: bool = False
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """What was written, or would be, and what was not; documents that MongoDB took are counted.

    Attributes:
        added: documents that are new, by collection.
        replaced: documents that existed and got other values, by collection.
        kept: documents that existed and stay as they are, by collection.
        left_out: entries of people who are not there, by their e-mail.
        refused: documents that a unique index forbids, by collection and the index's fields.
    """

    added: Counter[str] = field(default_factory=Counter)
    replaced: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)

    def refuse(self, collection: str, refused: Counter[str]) -> None:
        """Note what indexes forbade in a collection, by their fields."""
        for fields, number in refused.items():
            self.refused[collection, fields] += number

    @property
    def is_whole(self) -> bool:
        """Whether everything that the archive says is there."""
        return not self.left_out and not self.refused
