"""What came of a file's mutants, against what is explained in `equivalents.toml`."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.mutants import Mutant

Key = tuple[str, str, str, str]

_EQUIVALENTS = Path(__file__).with_name("equivalents.toml")


def explained(file: str) -> dict[Key, str]:
    """Why no test can notice them, by the keys of such mutants of a file."""
    entries = tomllib.loads(_EQUIVALENTS.read_text()).get("mutant", [])
    return {
        (each["within"], each["operator"], each["line"], each["becomes"]): each["why"]
        for each in entries
        if each["file"] == file
    }


@dataclass(frozen=True)
class Finding:
    """What came of a file's mutants.

    Attributes:
        file: the file.
        mutants: all of them.
        survivors: those that no test noticed.
    """

    file: str
    mutants: Sequence[Mutant]
    survivors: Sequence[Mutant]

    @property
    def noticed(self) -> int:
        """How many were noticed."""
        return len(self.mutants) - len(self.survivors)

    @property
    def unexplained(self) -> list[str]:
        """Survivors that make a difference, as far as is known."""
        known = explained(self.file)
        return [told(self.file, each) for each in self.survivors if each.key not in known]

    @property
    def wrongly_explained(self) -> list[Key]:
        """What is said to make no difference, and was noticed or is not there any more."""
        return sorted(explained(self.file).keys() - {each.key for each in self.survivors})

    def row(self) -> str:
        """One row of the table, and the survivors below it."""
        known = explained(self.file)
        lines = [_row(self.file, len(self.mutants), self.noticed, len(self.survivors))]
        for each in self.survivors:
            lines.append(f"    {told(self.file, each)}")
            if each.key in known:
                lines.append(f"        {known[each.key]}")
        return "\n".join(lines)


def heading() -> str:
    """The head of the table."""
    return _row("file", "mutants", "noticed", "survivors")


def total(findings: Iterable[Finding]) -> tuple[str, float]:
    """The table's last row, and the share that was noticed."""
    made, noticed = 0, 0
    for each in findings:
        made, noticed = made + len(each.mutants), noticed + each.noticed
    return _row("all", made, noticed, made - noticed), noticed / made


def told(file: str, mutant: Mutant) -> str:
    """A mutant in words."""
    place = f"{file}:{mutant.number} {mutant.within}".rstrip()
    return f"{place}: {mutant.operator}: {mutant.line}  ->  {mutant.becomes}"


def _row(file: str, *counts: object) -> str:
    return f"{file:<36}" + "".join(f"{count:>10}" for count in counts)
