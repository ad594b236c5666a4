"""Who is matched, and what is told of profiles that are not what they should be."""

import pytest
from bson import ObjectId
from loguru import logger

from reactor.documents import User
from reactor.errors import LastingError, OfflineError, PassingError, ReactorError
from reactor.mongo.followers import Follower
from reactor.pipeline.candidates import Candidates


class Curricula:
    def __init__(self, cv: str | ReactorError) -> None:
        self.cv = cv

    async def text_of(self, user: User) -> str:
        assert user.email
        if isinstance(self.cv, ReactorError):
            raise self.cv
        return self.cv


def follower(**info: object) -> Follower:
    user = User.read({"_id": ObjectId(), "email": "ada@example.org", "candidateInfo": info})
    return Follower("ada@example.org", user)


GOALS = {"preferences": {"careerGoals": ["weld ships"]}}


async def lines_of(candidates: Candidates, who: Follower, times: int) -> list[str]:
    lines: list[str] = []
    sink = logger.add(lambda line: lines.append(line.record["message"]), level="WARNING")
    for _ in range(times):
        await candidates.of(who)
    logger.remove(sink)
    return lines


async def test_a_cv_makes_a_candidate() -> None:
    candidate = await Candidates(Curricula("Welder")).of(follower())
    assert candidate
    assert candidate.cv == "Welder"


@pytest.mark.parametrize("cv", ["", LastingError("cvUrl is not shared")])
async def test_without_a_usable_cv_wishes_and_circumstances_count(cv: str | ReactorError) -> None:
    candidate = await Candidates(Curricula(cv)).of(follower(**GOALS))
    assert candidate
    assert candidate.cv == ""


async def test_somebody_without_anything_is_skipped_with_one_line_a_day() -> None:
    candidates = Candidates(Curricula(""))
    assert await lines_of(candidates, follower(), times=3) == [
        "user skipped: there is nothing to match"
    ]
    assert await candidates.of(follower()) is None


@pytest.mark.parametrize("error", [PassingError("503"), LastingError("a scan")])
async def test_until_a_cv_can_be_read_wishes_count_and_its_owner_is_told(
    error: ReactorError,
) -> None:
    told: list[tuple[User, ReactorError]] = []

    async def tell(user: User, why: ReactorError) -> None:
        told.append((user, why))

    who = follower(**GOALS)
    candidate = await Candidates(Curricula(error), tell).of(who)
    assert candidate
    assert candidate.cv == ""
    assert told == [(who.user, error)]
    assert await Candidates(Curricula(error), tell).of(follower()) is None


async def test_with_the_line_down_the_job_waits() -> None:
    with pytest.raises(OfflineError):
        await Candidates(Curricula(OfflineError("down", delay=5))).of(follower(**GOALS))
