"""What is changed, and which tests are to notice: those that come first are the likeliest to."""

from pathlib import Path

_PROJECT = Path(__file__).parents[2]
_DISPATCHER = [
    "tests/unit/test_dispatcher.py",
    *(
        f"tests/unit/test_dispatcher_{of}.py"
        for of in ("claims", "handing_back", "stopping", "taken_away")
    ),
]
_TABLE = ["tests/unit/test_reactions.py", "tests/unit/test_reactions_to_jobs.py"]
_MORE = {
    "dispatcher": _DISPATCHER,
    "presence": ["tests/unit/test_presence.py", "tests/unit/test_renewal.py"],
    "schedule": ["tests/unit/test_schedule.py", *_TABLE],
}
"""Tests of files that have not just the one that is named like them."""


def _tests(file: Path) -> list[str]:
    own = f"tests/unit/test_{file.stem}.py"
    if file.stem in _MORE:
        return _MORE[file.stem]
    if file.stem != "reactions" and (_PROJECT / own).exists():
        return [own]
    # A part of the decision table.
    return [*_TABLE, "tests/unit/test_fold.py", "tests/unit/test_reactions_properties.py"]


SUBJECTS: dict[str, list[str]] = {
    str(file.relative_to(_PROJECT)): _tests(file)
    for file in (
        *sorted(_PROJECT.glob("reactor/decisions/[!_]*.py")),
        _PROJECT / "reactor/core/slots.py",
        _PROJECT / "reactor/core/dispatcher.py",
    )
}
"""Tests, by the file that they are to watch over."""
