"""Checks whether MongoDB answers and grants access, and its version."""

from collections.abc import AsyncIterator

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.mongo import driver
from reactor.mongo.connection import unreachable
from reactor.mongo.views.server import Server, ask_server

_LEAST = (6, 0)
_BAD_CREDENTIALS = 18


async def look(case: Case) -> AsyncIterator[Finding]:
    """The connection, on which all other MongoDB checks depend."""
    try:
        server = await ask_server(case.database)
    except driver.PyMongoError as error:
        yield _not_usable(error, unreachable(case.database, error))
        return
    if not (server.readable or server.user):
        yield Finding(
            "server",
            Severity.WRONG,
            "MongoDB asks for a user, and MONGODB_URI names none",
            mend="Write MONGODB_URI=mongodb://user:password@host:27017/scoutly?authSource=admin",
        )
        return
    named = f" as {server.user}" if server.user else ", which asks for no password"
    said = f"{server.address or 'it'} answers{named}; the database is {case.database.name}"
    yield Finding("server", Severity.FINE, said)
    yield judge(server)


def _not_usable(error: driver.PyMongoError, because: str) -> Finding:
    if getattr(error, "code", None) == _BAD_CREDENTIALS:
        said = "MongoDB refuses the user or the password in MONGODB_URI"
        mend = "Correct them; signs such as / : @ % are written percent-encoded there."
    else:
        said = f"MongoDB cannot be used: {because}"
        if because == driver.NOT_INITIATED:
            mend = "Do that once, in mongosh with ?directConnection=true; data stays as it is."
            return Finding("server", Severity.WRONG, said, mend=mend)
        if driver.is_name_trouble(error):
            mend = (
                "Look at this machine's line and name server, then at the host in MONGODB_URI; "
                "the reactor waits for both."
            )
            return Finding("server", Severity.WRONG, said, mend=mend)
        mend = "Start MongoDB (docker compose up --detach mongodb), or correct MONGODB_URI."
    return Finding("server", Severity.WRONG, said, mend=mend)


def judge(server: Server) -> Finding:
    """The finding for the version."""
    compatible = server.feature_compatibility
    features = f" with the features of {compatible}" if compatible else ""
    said = f"MongoDB {server.version}{features}"
    if version(server.version) < _LEAST:
        mend = "Upgrade MongoDB to 6.0 or later, one major version at a time."
        return Finding(
            "version", Severity.WRONG, f"{said}; 6.0 is the oldest that works", mend=mend
        )
    if compatible is None:
        return Finding("version", Severity.FINE, f"{said} (its features may not be asked for)")
    if version(compatible) < version(server.version)[:2]:
        outcome = Severity.WRONG if version(compatible) < _LEAST else Severity.REMARK
        release = ".".join(server.version.split(".")[:2])
        return Finding(
            "version",
            outcome,
            f"{said}: an upgrade that was not finished",
            mend=f'db.adminCommand({{setFeatureCompatibilityVersion: "{release}"}})'
            + (" (7.0 and later: confirm: true)" if version(release) >= (7, 0) else ""),
        )
    return Finding("version", Severity.FINE, said)


def version(text: str) -> tuple[int, ...]:
    """A comparable version such as `(7, 0, 14)`; it ends at the first part that is no number."""
    parts: list[int] = []
    for part in text.partition("-")[0].split("."):
        if not part.isdigit():
            break
        parts.append(int(part))
    return tuple(parts)
