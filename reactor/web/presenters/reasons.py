"""Why a job is there, in words."""

from reactor.web.i18n import Words


def reason(said: str, words: Words) -> str:
    """What a job's `reason` means; what is none of the known ones was asked for by hand."""
    key = f"reasons.{said}"
    return words(key if key in words.texts else "reasons.manual")
