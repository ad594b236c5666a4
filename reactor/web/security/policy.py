"""Whether somebody is asked for a password. Pure."""

from ipaddress import ip_address

from reactor.settings import Settings
from reactor.web.security.callers import Caller


class Policy:
    """Who needs the password: nobody at this machine, and elsewhere everybody.

    A password in the settings is asked for everywhere, and `REACTOR_HTTP_OPEN` nowhere; where both
    are set, the password counts. The network of the reactor's own browser is not opened by that.

    Attributes:
        password: that of the settings, `""` if there is none.
    """

    def __init__(self, settings: Settings) -> None:
        given = settings.http_password
        self.password = given.get_secret_value() if given else ""
        self._open = settings.http_open == "yes"
        self._at_home = _is_loopback(settings.http_host)

    @property
    def makes_password(self) -> bool:
        """Whether a password is asked for that the settings do not give."""
        return not (self.password or self._open or self._at_home)

    def asks(self, caller: Caller) -> bool:
        """Whether a caller needs the password."""
        if caller.user:
            return False
        if self.password:
            return True
        opened = self._open and not caller.by_browser
        return not (opened or (self._at_home and caller.near))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
