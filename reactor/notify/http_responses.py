"""Records the HTTP outcome of a message, because Apprise reports only that it failed."""

from typing import Any

import requests

_MIN_REDIRECT, _MIN_REFUSAL = 300, 400


class ResponseLog:
    """Records the requests of this process.

    Attributes:
        because: reason of the last message's failure, without any part of its address.
        perhaps_received: whether the message may have arrived all the same.
    """

    def __init__(self) -> None:
        self.because = ""
        self.perhaps_received = False

    def begin(self) -> None:
        """Reset for the next message."""
        self.because, self.perhaps_received = "", False

    def listen(self) -> None:
        """Record every request of this process from now on."""
        send = requests.Session.send

        def overheard(session: requests.Session, *args: Any, **kwargs: Any) -> requests.Response:
            try:
                response = send(session, *args, **kwargs)
            except requests.RequestException as error:
                self._note(error)
                raise
            if response.status_code >= _MIN_REFUSAL:
                self.because = f"HTTP {response.status_code}"
            elif response.status_code >= _MIN_REDIRECT:
                self.because = f"it redirects elsewhere (HTTP {response.status_code})"
            return response

        setattr(requests.Session, "send", overheard)  # noqa: B010 - mypy rejects an assignment

    def _note(self, error: requests.RequestException) -> None:
        """Record a failure; unless no connection was made, the message may have arrived."""
        self.because = _in_words(error)
        came_about = "NewConnectionError" not in repr(error) and "NameResolution" not in repr(error)
        connected = isinstance(error, requests.ConnectionError) and came_about
        safe = isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError)
        self.perhaps_received = (connected or isinstance(error, requests.ReadTimeout)) and not safe


def _in_words(error: requests.RequestException) -> str:
    """The cause of a failure, without the address, which may hold a token."""
    said = repr(error)
    if "NameResolution" in said:
        return "its host's name is not known"
    if "NewConnectionError" in said:
        return "its host refuses the connection, or does not answer"
    return f"no connection ({type(error).__name__})"
