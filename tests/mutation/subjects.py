"""What is changed, and which tests are to notice: those that come first are the likeliest to."""

_TABLE = ["tests/unit/test_reactions.py", "tests/unit/test_reactions_to_jobs.py"]
_DECISIONS = {
    "daily": ["tests/unit/test_daily.py"],
    "presence": ["tests/unit/test_presence.py", "tests/unit/test_renewal.py"],
    "quota_day": ["tests/unit/test_quota_day.py"],
    "reactions": [*_TABLE, "tests/unit/test_batch.py", "tests/unit/test_reactions_properties.py"],
    "renewal": ["tests/unit/test_renewal.py"],
    "schedule": ["tests/unit/test_schedule.py", *_TABLE],
    "spreading": ["tests/unit/test_spreading.py"],
    "verdict": ["tests/unit/test_verdict.py"],
}
_ORDERS = ["tests/faults/test_orders.py", "--orders=3"]
_CORE = {
    "dispatcher": ["tests/unit/test_dispatcher.py", *_ORDERS],
    "slots": ["tests/unit/test_slots.py", *_ORDERS],
}

SUBJECTS: dict[str, list[str]] = {
    **{f"reactor/decisions/{name}.py": tests for name, tests in _DECISIONS.items()},
    **{f"reactor/core/{name}.py": tests for name, tests in _CORE.items()},
}
"""Tests, by the file that they are to watch over."""
