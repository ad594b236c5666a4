"""How well a candidate's evidence agrees with a posting's.

A score is a sum of three parts, each 0 to 1:

    role    do the fields of work and the words of the titles agree?
    skills  how much of what the posting names does the profile name too?
    level   is the role about as senior as the candidate?

The weights are such that the right field with some of the skills passes one half, and that skills
alone never do.
"""

from dataclasses import dataclass

from reactor.match.keyword.evidence import Evidence
from reactor.match.keyword.vocabulary import Skill, kinship

ROLE_WEIGHT = 0.55
SKILLS_WEIGHT = 0.35
LEVEL_WEIGHT = 0.10

# Of the role: how much the field counts; the rest are the titles' words.
FIELD_SHARE = 0.75
# Nobody has everything a posting lists: this much of it counts as all.
ENOUGH_SKILLS = 0.5
# A posting that names less than this is judged as if it had named so much.
LEAST_SKILLS = 2.0
UNKNOWN_SKILLS = 0.5
# By how many steps the role is above (+) or below (-) the candidate.
LEVEL_FIT = {0: 1.0, 1: 0.7, 2: 0.2, -1: 0.8, -2: 0.3}
UNKNOWN_LEVEL = 0.8
FAR_OFF = 0.6
SAME_FIELD = 0.5


@dataclass(frozen=True, slots=True)
class Comparison:
    """A candidate's evidence beside a posting's.

    Attributes:
        role: agreement of fields and titles, 0 to 1.
        field: agreement of the fields alone, 0 to 1.
        shared: skills of the posting that the candidate has.
        missing: those that they do not name.
        skills: share of the posting's skills that they have, 0 to 1; None where it names none.
        steps: levels from the candidate up to the role, None where either is unknown.
    """

    role: float
    field: float
    shared: tuple[Skill, ...]
    missing: tuple[Skill, ...]
    skills: float | None
    steps: int | None

    @property
    def score(self) -> float:
        """How well the two agree, 0 to 1."""
        skills = UNKNOWN_SKILLS * self.field if self.skills is None else self.skills
        fit = UNKNOWN_LEVEL if self.steps is None else LEVEL_FIT.get(self.steps, 0.0)
        score = ROLE_WEIGHT * self.role + SKILLS_WEIGHT * skills + LEVEL_WEIGHT * fit * self.field
        return score * (FAR_OFF if fit == 0 else 1.0)


def compare(candidate: Evidence, posting: Evidence) -> Comparison:
    """Hold a candidate's evidence against a posting's."""
    field = _field_agreement(candidate, posting)
    wanted = posting.role_words
    words = len(wanted & candidate.role_words) / len(wanted) if wanted else 0.0
    shared = tuple(skill for skill in posting.skills if skill in set(candidate.skills))
    missing = tuple(skill for skill in posting.skills if skill not in set(candidate.skills))
    known = candidate.level is not None and posting.level is not None
    return Comparison(
        role=FIELD_SHARE * field + (1 - FIELD_SHARE) * words,
        field=field,
        shared=shared,
        missing=missing,
        skills=_coverage(shared, posting.skills) if candidate.skills else None,
        steps=int(posting.level or 0) - int(candidate.level or 0) if known else None,
    )


def _field_agreement(candidate: Evidence, posting: Evidence) -> float:
    """Mean over the posting's fields of the best that the candidate has for each."""
    most = max(candidate.fields.values(), default=0)
    total = sum(posting.fields.values())
    if not most or not total:
        return 0.0
    return (
        sum(
            weight
            * max(share / most * kinship(field, own) for own, share in candidate.fields.items())
            for field, weight in posting.fields.items()
        )
        / total
    )


def _coverage(shared: tuple[Skill, ...], asked: tuple[Skill, ...]) -> float | None:
    if not asked:
        return None
    share = sum(skill.weight for skill in shared) / max(
        LEAST_SKILLS, sum(skill.weight for skill in asked)
    )
    return min(1.0, share / ENOUGH_SKILLS)
