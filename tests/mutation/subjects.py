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
_TABLE = [
    "tests/unit/test_reactions.py",
    *(
        f"tests/unit/test_reactions_to_{what}.py"
        for what in ("jobs", "timers", "newcomers", "profiles")
    ),
    "tests/unit/test_cancellation.py",
]
_OF_THE_TABLE = [*_TABLE, "tests/unit/test_fold.py", "tests/unit/test_reactions_properties.py"]
_MORE = {
    "actions": _OF_THE_TABLE,
    "dispatcher": _DISPATCHER,
    "reactions": _OF_THE_TABLE,
    "posting_presence": [
        "tests/unit/test_posting_presence.py",
        "tests/unit/test_repost_detection.py",
    ],
    "rejudge_policy": ["tests/unit/test_rejudge_policy.py", *_OF_THE_TABLE],
    "schedule": ["tests/unit/test_schedule.py", *_TABLE],
}
"""Tests of files that have not just the one that is named like them."""


def _tests(file: Path) -> list[str]:
    return _MORE.get(file.stem, [f"tests/unit/test_{file.stem}.py"])


SUBJECTS: dict[str, list[str]] = {
    str(file.relative_to(_PROJECT)): _tests(file)
    for file in (
        *sorted(_PROJECT.glob("reactor/decisions/[!_]*.py")),
        _PROJECT / "reactor/core/dispatch/slots.py",
        _PROJECT / "reactor/core/dispatch/dispatcher.py",
    )
}
"""Tests, by the file that they are to watch over."""

UNKNOWN = sorted(set(_MORE) - {Path(file).stem for file in SUBJECTS})
"""Files that are named here and are not there: they were renamed."""
