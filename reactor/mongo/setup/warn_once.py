"""Warnings that are said once, though every look at everything finds their cause again."""

from loguru import logger

_log = logger.bind(channel="queue-processor")
_said: set[tuple[str, str, str]] = set()


def warn_once(message: str, database: str, about: str, **details: str) -> None:
    """Warn once in this process's life.

    Args:
        message: what is wrong.
        database: where.
        about: which collection or index; `""` for the database.
        details: told along. What the server says is no part of what is compared: it may differ.
    """
    if (message, database, about) not in _said:
        _said.add((message, database, about))
        _log.warning(message, **({"about": about} if about else {}), **details)
