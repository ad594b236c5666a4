"""A short line for an error of MongoDB, the same each time."""

import re
from collections.abc import Mapping
from typing import Any

NOT_INITIATED = "the replica set is not initiated yet; in mongosh: rs.initiate()"

_LONGEST = 300
_FOR_MACHINES = re.compile(
    r", full error|, Timeout:|:? Server Do53:| \(configured timeouts"
    r"|,? {0,2}['\"]?(\$clusterTime|lsid|signature)['\"]?: "
)
"""Behind these the driver repeats the whole answer, and the server the whole command: with times,
session ids and signatures that are others each time; and the name resolver all its tries."""

_COMMAND = re.compile(r"(to execute command) \{ *(\w+): *(?:\"([^\"]{0,100})\")?.*", re.DOTALL)


def brief(error: BaseException) -> str:
    """What an error says, in one line of at most 300 characters."""
    said = _of_write(getattr(error, "details", None)) or str(error)
    if "server_type: RSGhost" in said:  # what the driver calls a member of no set
        return NOT_INITIATED
    said = _COMMAND.sub(_command, said)
    said = _FOR_MACHINES.split(said, maxsplit=1)[0].strip()
    line = said.splitlines()[0] if said else type(error).__name__
    line = "".join(sign if sign.isprintable() else " " for sign in line)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _command(found: re.Match[str]) -> str:
    """A command's name, and the collection that it is about."""
    about = f" on {found[3]}" if found[3] else ""
    return f"{found[1]} {found[2]}{about}"


def _of_write(details: Any) -> str:
    """What the first of several writes was refused for; `""` where there are not several."""
    if not isinstance(details, Mapping):
        return ""
    for name in ("writeErrors", "writeConcernErrors"):
        for problem in details.get(name) or ():
            return str(problem.get("errmsg", ""))
    return ""
