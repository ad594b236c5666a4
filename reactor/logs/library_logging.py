"""What libraries tell by Python's own logging and warnings, as lines of ours.

Otherwise such a line would stand on the screen alone, in another form, and with its secrets.
"""

import logging

from loguru import logger

_log = logger.bind(channel="queue-processor")


class LibraryLines(logging.Handler):
    """Hands warnings and errors on; a logger that is told twice of them tells once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        error = record.exc_info[1] if record.exc_info else None
        try:
            said = record.getMessage()
        except (TypeError, ValueError):
            said = str(record.msg)
        _log.opt(exception=error).log(
            "ERROR" if record.levelno >= logging.ERROR else "WARNING",
            "a library tells",
            library=record.name,
            said=said,
        )


def adopt_library_logs() -> None:
    """Let everything that libraries warn of become lines of ours."""
    root = logging.getLogger()
    if not any(isinstance(handler, LibraryLines) for handler in root.handlers):
        root.addHandler(LibraryLines())
        logging.captureWarnings(True)
