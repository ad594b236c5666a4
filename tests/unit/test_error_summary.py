"""What an error of MongoDB says to people: short, on one line, and the same each time."""

import pytest
from pymongo.errors import BulkWriteError, OperationFailure, ServerSelectionTimeoutError

from reactor.mongo.error_summary import brief

NO_RIGHT = (
    'not authorized on scoutly to execute command { createIndexes: "users", indexes: [ { key: '
    '{ email: 1.0 }, name: "email_1" } ], lsid: { id: UUID("ba4b1d4e-1a7c-4b0e-9d3c-0a2f5c1d9e77") '
    '}, $clusterTime: { clusterTime: Timestamp(1796000000, 5), signature: { hash: BinData(0, "ab") '
    '} }, $db: "scoutly" }'
)


def refusal(said: str) -> OperationFailure:
    return OperationFailure(said, 13, {"ok": 0.0, "errmsg": said, "$clusterTime": {"t": 1}})


def test_a_missing_right_names_the_command_and_the_collection() -> None:
    assert brief(refusal(NO_RIGHT)) == (
        "not authorized on scoutly to execute command createIndexes on users"
    )


def test_a_command_about_no_collection_is_named_alone() -> None:
    said = "not authorized on scoutly to execute command { aggregate: 1.0, pipeline: [] }"
    assert brief(refusal(said)) == "not authorized on scoutly to execute command aggregate"


@pytest.mark.parametrize("part", ["$clusterTime", "lsid", "signature", "full error"])
def test_what_machines_tell_each_other_is_left_out(part: str) -> None:
    said = brief(refusal(f"it broke, {part}: {{ t: 1 }}"))
    assert said == "it broke"


def test_two_answers_that_differ_in_their_times_say_the_same() -> None:
    first, second = (brief(refusal(NO_RIGHT.replace("5)", f"{n})"))) for n in (6, 7))
    assert first == second


def test_the_first_of_many_writes_is_told() -> None:
    problems = [{"code": 121, "errmsg": "Document failed validation"}, {"errmsg": "other"}]
    assert brief(BulkWriteError({"writeErrors": problems})) == "Document failed validation"


def test_it_is_one_short_line_that_can_be_stored() -> None:
    said = brief(refusal("half \ud83d of a sign\nand more " + "x" * 1000))
    assert said == "half   of a sign"
    assert len(brief(refusal("y" * 1000))) == 300
    said.encode()


def test_the_topology_is_left_out() -> None:
    error = ServerSelectionTimeoutError("nobody is there, Timeout: 3.0s, Topology Description: x")
    assert brief(error) == "nobody is there"
