"""Checks `MONGODB_URI` without connecting.

Every refusal is one line that names the option or the database, and never shows a password.
"""

import re

from reactor.errors import SettingsError
from reactor.mongo import driver

_LOOKS_LIKE = (
    "it should look like mongodb://user:password@host:27017/scoutly, with / : @ and % in the user "
    "or password percent-encoded"
)
_MONGODBS_OWN = ("admin", "local", "config")
_FORBIDDEN = re.compile(r"[/\\. \"$*<>:|?\x00-\x1f\x7f]")
_MAX_NAME = 63
"""Bytes (https://www.mongodb.com/docs/manual/reference/limits/#naming-restrictions)."""
_SRV_ONLY = ("srvservicename", "srvmaxhosts", "srvallowedhostssuffix")
_SHORT = 3
"""Values of so few characters are no secrets, and stand in words by chance."""


def database_named(uri: str) -> str:
    """The database that an address names.

    Raises:
        SettingsError: the address is malformed, an option would not do, or the database is none
            that the reactor may have.
    """
    scheme, _, rest = uri.partition("://")
    location, _, query = rest.partition("?")
    # An @ there belongs to a password that is not encoded: nothing is what it seems.
    if "@" in query:
        raise _malformed("")
    options = [option for option in re.split("[&;]", query) if option]
    for option in options:
        _check_option(option, srv=scheme.endswith("+srv"))
    # The names of a mongodb+srv address are for the one who connects to look up.
    plain = [option for option in options if not _is_for_srv(option)]
    try:
        name = driver.database_name(f"mongodb://{location}?{'&'.join(plain)}")
    except (driver.PyMongoError, ValueError, TypeError) as error:
        # The driver repeats the address, and with it a password that is not escaped.
        raise _malformed("" if "@" in location else f": {error}") from None
    # The driver leaves out what stands behind a dot.
    return _checked_name(name, location.rpartition("/")[2])


def _is_for_srv(option: str) -> bool:
    return option.partition("=")[0].lower() in _SRV_ONLY


def _check_option(option: str, *, srv: bool) -> None:
    name, _, value = option.partition("=")
    if refusal := _refusal(name.lower(), value.lower()):
        raise SettingsError(f"MONGODB_URI: {name}={value} would not do: {refusal}")
    if srv and _is_for_srv(option):
        return
    try:
        driver.database_name(f"mongodb://localhost/x?{option}")
    except OSError as error:
        raise SettingsError(
            f"MONGODB_URI: the file that {name} names cannot be read ({error.strerror}): {value}"
        ) from None
    except (driver.PyMongoError, ValueError, TypeError) as error:
        said = str(error).replace(value, "…") if len(value) > _SHORT else str(error)
        raise SettingsError(f"MONGODB_URI: the option {name} is not allowed: {said}") from None


def _refusal(option: str, value: str) -> str:
    """Why an option that the driver takes would break the reactor; `""` if it would not."""
    if option == "w" and value == "0":
        return "writes must be acknowledged; take it out"
    if option == "readpreference" and value != "primary":
        return "the reactor has to read what it has just written; take it out"
    if option == "readconcernlevel" and value != "majority":
        return "change streams know majority alone; take it out"
    return ""


def _checked_name(name: str | None, written: str) -> str:
    if not name:
        raise SettingsError(
            "MONGODB_URI names no database; end it with one, as in mongodb://host:27017/scoutly"
        )
    if name.lower() in _MONGODBS_OWN:
        login = "?authSource=admin" if name.lower() == "admin" else ""
        raise SettingsError(
            f"MONGODB_URI names MongoDB's own database {name}; write /scoutly{login}"
        )
    if _FORBIDDEN.search(name) or "." in written or len(name.encode()) > _MAX_NAME:
        raise SettingsError(
            "MONGODB_URI names a database that MongoDB refuses: a name has letters, digits, _ and "
            f"-, at most {_MAX_NAME} of them, as in mongodb://host:27017/scoutly"
        )
    return name


def _malformed(said: str) -> SettingsError:
    return SettingsError(f"MONGODB_URI cannot be understood{said}; {_LOOKS_LIKE}")
