"""What a posting asks for, wishes and only mentions, in nine languages."""

import pytest

from tests.unit.match_levels.situations import Situation, situations


@pytest.mark.parametrize("situation", situations("demands"), ids=lambda one: one.name)
def test_what_is_asked_is_told_from_what_is_welcome(situation: Situation) -> None:
    assert situation.faults() == []
