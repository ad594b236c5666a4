"""When to ask a model about a page, and when to drop a learned rule: pure decisions."""

from datetime import datetime, timedelta

SAME_PAGE = timedelta(days=14)
"""In this time, one question for each shape of a page, and two questions in all."""

AFTER_TROUBLE = timedelta(days=2)
"""Pause after a question that was not answered."""

KEPT_UNUSED = timedelta(days=30)
"""A rule that matches nothing is kept this long: lists may be empty or under reconstruction."""

STEP_TRUSTED = timedelta(days=7)
"""A list is looked for at its last page this long, then on the careers page again."""

SOURCE_TRUSTED = timedelta(days=30)
"""A list is loaded from its script's source this long, then the page is rendered again."""


def may_ask(  # noqa: PLR0913 - the state of the last question
    shape: str,
    now: datetime,
    *,
    last_shape: str,
    at: datetime | None,
    before: datetime | None,
    in_trouble: bool,
) -> bool:
    """Whether a model may be asked about a page.

    Args:
        shape: shape of the page.
        now: mongod's time.
        last_shape: shape of the page in the last question.
        at: when that was asked; None for never.
        before: when the question before it was asked.
        in_trouble: whether the last one was not answered.
    """
    if at is None:
        return True
    if in_trouble:
        return now - at >= AFTER_TROUBLE
    if before is not None and now - before < SAME_PAGE:
        return False
    return shape != last_shape or now - at >= SAME_PAGE


def is_outlived(
    now: datetime, used_at: datetime | None, *, read_without: bool, beside: bool
) -> bool:
    """Whether to drop a rule that matches nothing on a page.

    Args:
        now: mongod's time.
        used_at: when it last matched.
        read_without: whether the page's postings were found without it.
        beside: whether other groups were read without it when it was learned.
    """
    if read_without and not beside:
        return True
    return used_at is None or now - used_at >= KEPT_UNUSED
