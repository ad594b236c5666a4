"""Case folding as case-insensitive expressions apply it.

A lower-case expression on a folded text is several times as fast as one with `IGNORECASE`.
"""

# `IGNORECASE` matches these with `i` or `s`, too; `lower` would make two characters of `İ`.
_OTHERWISE = (("i\u0307", "i"), ("\u0131", "i"), ("\u017f", "s"))


def in_lower_case(text: str) -> str:
    """The text in lower case, for expressions with Latin letters."""
    lowered = text.lower()
    if not lowered.isascii():
        for odd, plain in _OTHERWISE:
            lowered = lowered.replace(odd, plain)
    return lowered
