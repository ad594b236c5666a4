"""The unit tests notice if a decision is changed in any small way.

`pytest tests/mutation --mutants all -s` changes each operator, branch and constant of the files in
`subjects.py`, one at a time, on copies of the project. A change that no test can notice, because
it changes nothing, is explained in `equivalents.toml`.
"""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutation.bench import benches, survivors
from tests.mutation.findings import Finding, explained, heading, total
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.subjects import SUBJECTS, UNKNOWN

_PROJECT = Path(__file__).parents[2]
_ENOUGH = 0.98
_SAMPLE = "reactor/decisions/quota_day.py"


def of(file: str) -> list[Mutant]:
    return mutants((_PROJECT / file).read_text())


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@pytest.mark.timeout(4 * 3_600)
def test_every_change_of_a_decision_is_noticed(chosen: list[str], processes: int) -> None:
    findings = list[Finding]()
    tell(heading())
    with benches(processes) as at:
        for file in chosen:
            made = of(file)
            findings.append(Finding(file, made, survivors(at, file, SUBJECTS[file], made)))
            tell(findings[-1].row())
    row, share = total(findings)
    tell(row)
    assert [line for each in findings for line in each.unexplained] == []
    assert [key for each in findings for key in each.wrongly_explained] == []
    if len(chosen) == len(SUBJECTS):
        assert share >= _ENOUGH


def test_each_file_has_tests_that_watch_over_it() -> None:
    named = {test for tests in SUBJECTS.values() for test in tests}
    assert [test for test in sorted(named) if not (_PROJECT / test).exists()] == []
    assert UNKNOWN == []


def test_a_sample_of_changes_is_noticed_and_a_new_comment_is_not() -> None:
    made = of(_SAMPLE)
    comment = replace(made[0], source=f"# A comment.\n{(_PROJECT / _SAMPLE).read_text()}")
    with benches(1) as at:
        assert survivors(at, _SAMPLE, SUBJECTS[_SAMPLE], [comment, *made]) == [comment]


@pytest.mark.parametrize("file", SUBJECTS)
def test_every_explanation_is_of_a_change_that_can_be_made(file: str) -> None:
    assert explained(file).keys() <= {mutant.key for mutant in of(file)}
