"""A candidate's profile: who has one, and how it is told to a language model."""

from collections.abc import Iterator

from reactor.documents import CandidateInfo, User
from reactor.match.contact import without_contact_data
from reactor.match.matcher import Candidate

MAX_CV_LENGTH = 20_000


def candidate_of(user_id: str, user: User, cv: str | None = None) -> Candidate | None:
    """The candidate a user is, or None where neither a CV nor their wishes say anything.

    Args:
        user_id: as the preference names them.
        user: their document.
        cv: their CV as text, where it is not the one in their document.
    """
    candidate = Candidate(user_id, user, user.cv_text if cv is None else cv)
    return candidate if candidate.cv or any(_lines(user.candidate_info)) else None


def profile_text(candidate: Candidate) -> str:
    """A candidate's wishes and CV as text that may leave the house: contact data is taken out."""
    wishes = "\n".join(_lines(candidate.user.candidate_info))
    # Cut before, too: what lies far beyond is looked through for nothing.
    cv = without_contact_data(candidate.cv[: 2 * MAX_CV_LENGTH])[:MAX_CV_LENGTH].strip()
    parts = [wishes and f"Wishes and circumstances:\n{wishes}", cv and f"CV:\n{cv}"]
    return "\n\n".join(filter(None, parts))


def _lines(info: CandidateInfo) -> Iterator[str]:
    """What is known of a candidate beside their CV, a line each."""
    home = ", ".join(filter(None, (info.city, info.country or info.country_code)))
    languages = (f"{known.language} {known.level}".strip() for known in info.languages)
    told = {
        "Career goals": "; ".join(info.career_goals),
        "Lives in": home,
        "Time zone": info.timezone,
        "Willing to relocate": {True: "yes", False: "no", None: ""}[info.willing_to_relocate],
        "Work authorization": "; ".join(map(_permit, info.work_authorization)),
        "Languages": ", ".join(filter(None, languages)),
        "Wanted job types": ", ".join(info.job_types),
        "Wanted work environments": ", ".join(info.work_environments),
        "Wanted company sizes": ", ".join(info.company_sizes),
        "Excluded industries": ", ".join(info.excluded_industries),
        "Excluded technologies": ", ".join(info.excluded_technologies),
        "Excluded role types": ", ".join(info.excluded_role_types),
    }
    return (f"{name}: {value}" for name, value in told.items() if value)


def _permit(permit: dict[str, object]) -> str:
    region = permit.get("region") or permit.get("regionCode") or ""
    return f"{region}: {permit.get('status') or 'not stated'}"
