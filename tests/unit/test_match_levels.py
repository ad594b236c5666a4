"""The level of a post against the level of a person, in nine languages."""

import pytest

from tests.unit.match_levels.situations import Situation, situations


@pytest.mark.parametrize(
    "situation",
    [*situations("levels"), *situations("ranks"), *situations("standing")],
    ids=lambda one: one.name,
)
def test_the_level_of_a_post_is_weighed_against_the_persons(situation: Situation) -> None:
    assert situation.faults() == []
