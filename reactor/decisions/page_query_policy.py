"""When a model may be asked about a page, and when a learned rule has outlived its page: pure."""

from datetime import datetime, timedelta

SAME_PAGE = timedelta(days=14)
"""A page of the same shape is not asked about again within this time; nor is any page twice."""

AFTER_TROUBLE = timedelta(days=2)
"""After a question that was not answered."""

KEPT_UNUSED = timedelta(days=30)
"""For so long a rule is kept that names nothing: lists stand empty, and sites are rebuilt."""

STEP_TRUSTED = timedelta(days=7)
"""For so long a list is looked for where it was last; then on the careers page again."""

SOURCE_TRUSTED = timedelta(days=30)
"""For so long a list is asked for where a page's scripts get it; then the page is shown again."""


def may_ask(  # noqa: PLR0913 - what is remembered of the last question
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
        shape: of the page.
        now: mongod's time.
        last_shape: of the page that was asked about last.
        at: when that was; None for never.
        before: when the question before that was asked.
        in_trouble: whether the last was not answered.
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
    """Whether a rule that names nothing on a page is to be dropped.

    Args:
        now: mongod's time.
        used_at: when it last named something.
        read_without: whether the page's postings were found without it.
        beside: whether it was learned beside groups that were read without it.
    """
    if read_without and not beside:
        return True
    return used_at is None or now - used_at >= KEPT_UNUSED
