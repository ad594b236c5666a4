"""Whether two words share a stem."""

from itertools import takewhile

from reactor.language.phrasebook import plain

_ENDINGS = ("eering", "ement", "ment", "ships", "ship", "eer", "ing", "ers", "er", "ors", "or", "s")
_MIN_ROOT = 4
# Words with a common prefix of this length, and of this share of the shorter one, share a root.
MIN_ROOT, _SHARED = 6, 0.8


def are_alike(one: str, other: str) -> bool:
    """Whether two plain words share a root: interpreting and interpreter, audit and auditor."""
    if root_of(one) == root_of(other):
        return True
    pairs = zip(one, other, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return shared >= MIN_ROOT and shared >= _SHARED * min(len(one), len(other))


def root_of(word: str) -> str:
    """A word without its ending, so that manager, management and managing are equal."""
    lowered = plain(word)
    for ending in _ENDINGS:
        if lowered.endswith(ending) and len(lowered) - len(ending) >= _MIN_ROOT:
            return lowered.removesuffix(ending)
    return lowered
