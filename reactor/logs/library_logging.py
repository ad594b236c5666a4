"""Routes Python's logging and warnings of libraries into the reactor's log.

Otherwise such a line would be on the screen only, in another format and with secrets.
"""

import logging

from loguru import logger

_log = logger.bind(channel="queue-processor")


class LibraryLines(logging.Handler):
    """Forwards warnings and errors from Python's logging to loguru."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Log one record."""
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
    """Install the handler, once, and route `warnings` to it."""
    root = logging.getLogger()
    if not any(isinstance(handler, LibraryLines) for handler in root.handlers):
        root.addHandler(LibraryLines())
        logging.captureWarnings(True)
