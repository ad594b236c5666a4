"""The options and the result of an import."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options of an import.

    Attributes:
        overwrite: whether existing ranks and saved jobs are replaced, with status and notes.
        create_users: whether missing users are created.
        dry: whether nothing is written.
    """

    overwrite: bool = False
    create_users: bool = False
    dry: bool = False


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The result of an import, or of a dry run; counts are of documents.

    Attributes:
        added: new documents, by collection.
        replaced: changed documents, by collection.
        kept: existing documents left unchanged, by collection.
        left_out: entries of unknown users, by e-mail.
        refused: documents rejected by a unique index, by collection and fields.
    """

    added: Counter[str] = field(default_factory=Counter)
    replaced: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)

    def refuse(self, collection: str, refused: Counter[str]) -> None:
        """Count documents rejected by indexes, by the indexes' fields."""
        for fields, number in refused.items():
            self.refused[collection, fields] += number

    @property
    def is_whole(self) -> bool:
        """Whether everything in the archive is now in the database."""
        return not self.left_out and not self.refused
