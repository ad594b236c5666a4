"""The form of a group on its page, which identifies the same list on another page."""

from dataclasses import dataclass

Key = tuple[str, ...]

_COMPARED = 4
_LEAST = 2


@dataclass(frozen=True, slots=True)
class ListForm:
    """The position of a list in the markup of its page.

    Attributes:
        key: the path of tags and classes of the title lines.
        place: their position in rows of several, from 1; 0 if each is alone.
    """

    key: Key
    place: int = 0

    def is_like(self, other: "ListForm") -> bool:
        """Whether another page's group may be the same list.

        The nearest tags must be equal. Classes may be missing on one side: a class that only one
        element of a page has is not part of a key. On a page that holds only the rows of a list,
        paths are shorter.
        """
        ours, theirs = self.key[-_COMPARED:], other.key[-_COMPARED:]
        shorter = min(len(ours), len(theirs))
        if self.place != other.place or shorter < _LEAST:
            return False
        pairs = zip(ours[-shorter:], theirs[-shorter:], strict=True)
        return all(map(_is_like, *zip(*pairs, strict=True)))


def _is_like(ours: str, theirs: str) -> bool:
    (tag, *classes), (other_tag, *others) = ours.split("."), theirs.split(".")
    known, named = set(classes), set(others)
    return tag == other_tag and (known <= named or named <= known)
