"""What HTTP said about a message: Apprise itself says only that it failed."""

from typing import Any

import requests

_LEAST_REDIRECT, _LEAST_REFUSAL = 300, 400


class ResponseLog:
    """Listens to this process's requests.

    Attributes:
        because: why the last message failed, in words that show nothing of its address.
        perhaps_received: whether it may have arrived all the same.
    """

    def __init__(self) -> None:
        self.because = ""
        self.perhaps_received = False

    def begin(self) -> None:
        """Forget the message before."""
        self.because, self.perhaps_received = "", False

    def listen(self) -> None:
        """Overhear every request of this process."""
        send = requests.Session.send

        def overheard(session: requests.Session, *args: Any, **kwargs: Any) -> requests.Response:
            try:
                response = send(session, *args, **kwargs)
            except requests.RequestException as error:
                self._note(error)
                raise
            if response.status_code >= _LEAST_REFUSAL:
                self.because = f"HTTP {response.status_code}"
            elif response.status_code >= _LEAST_REDIRECT:
                self.because = f"it redirects elsewhere (HTTP {response.status_code})"
            return response

        setattr(requests.Session, "send", overheard)  # noqa: B010 - to the type checker it is fixed

    def _note(self, error: requests.RequestException) -> None:
        """A connection that never came about has brought nothing there; another one may have."""
        self.because = _in_words(error)
        came_about = "NewConnectionError" not in repr(error) and "NameResolution" not in repr(error)
        connected = isinstance(error, requests.ConnectionError) and came_about
        safe = isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError)
        self.perhaps_received = (connected or isinstance(error, requests.ReadTimeout)) and not safe


def _in_words(error: requests.RequestException) -> str:
    """What kept a message from arriving, without the address, which may hold a token."""
    said = repr(error)
    if "NameResolution" in said:
        return "its host's name is not known"
    if "NewConnectionError" in said:
        return "its host refuses the connection, or does not answer"
    return f"no connection ({type(error).__name__})"
