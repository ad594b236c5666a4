"""Programs and libraries from npm that some tests need, installed once for this machine's user.

Where npm is missing or cannot install them, the tests that need them are skipped, and say why.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def installed(package: str, version: str) -> Path:
    """The `node_modules` folder in which a package is."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip(f"{package} is not here, nor node and npm to get it")
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "scoutly-reactor-tests" / package
    if not (folder / "node_modules" / package / "package.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        wanted = f"{package}@{version}"
        command = [npm, "install", "--prefix", str(folder), "--no-fund", "--no-audit", wanted]
        try:
            done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
        except subprocess.TimeoutExpired:
            pytest.skip(f"npm did not install {package} within ten minutes")
        if done.returncode != 0:
            pytest.skip(f"npm cannot install {package}: {done.stderr[-300:]}")
    return folder / "node_modules"
