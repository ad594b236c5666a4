"""The pages that are shown: ten made in the ways of frameworks, in miniature, and the bad ones."""

from pathlib import Path

NUMBER = 7
"""Postings that each of the ten shows."""

_HERE = Path(__file__).parent


def _texts(folder: str) -> dict[str, str]:
    """The text of each file by its path on the site; that of a page has no ending there."""
    files = sorted((_HERE / folder).iterdir())
    return {f"/{each.name.removesuffix('.html')}": each.read_text("utf-8") for each in files}


PAGES = _texts("frameworks") | _texts("bad")
FRAMEWORKS = [path for path in _texts("frameworks") if not path.endswith(".js")]
