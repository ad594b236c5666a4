"""The longer part of the manual: pages that the README links and `reactor help` prints."""

from importlib.resources import files

_ENDING = ".md"


def topics() -> dict[str, str]:
    """The title of each page by the name of its topic, in the order of the names."""
    names = sorted(
        file.name.removesuffix(_ENDING)
        for file in files(__name__).iterdir()
        if file.name.endswith(_ENDING)
    )
    return {name: page(name).partition("\n")[0].removeprefix("# ") for name in names}


def page(topic: str) -> str:
    """The page of a topic, in Markdown.

    Raises:
        FileNotFoundError: there is no such topic.
    """
    return (files(__name__) / f"{topic}{_ENDING}").read_text(encoding="utf-8")
