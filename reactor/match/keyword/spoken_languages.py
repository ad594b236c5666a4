"""A candidate's languages and levels."""

from collections.abc import Mapping

from reactor.language.languages import LANGUAGE_NAMES, language_of
from reactor.language.phrasebook import words_of
from reactor.match.keyword.proficiency import Proficiency, held_proficiency
from reactor.match.matcher import Candidate


def spoken_languages(candidate: Candidate) -> Mapping[str, Proficiency] | None:
    """The level of each of a candidate's languages; None if not stated.

    The language of their CV is one of them.
    """
    listed = candidate.user.candidate_info.languages
    if not listed:
        return None
    written = language_of(candidate.cv)
    spoken = {written: Proficiency.FLUENT} if written else {}
    for known in listed:
        for found in LANGUAGE_NAMES.find(words_of(known.language)):
            spoken[found.entry] = held_proficiency(known.level)
    return spoken
