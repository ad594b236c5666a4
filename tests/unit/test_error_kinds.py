"""What MongoDB refuses is sorted by labels first, then by codes, in whatever it is wrapped."""

import pytest
from bson.errors import InvalidDocument
from dns.exception import DNSException
from pymongo.errors import (
    BulkWriteError,
    ConfigurationError,
    DocumentTooLarge,
    NetworkTimeout,
    OperationFailure,
    ServerSelectionTimeoutError,
    WaitQueueTimeoutError,
    WriteError,
    WTimeoutError,
)

from reactor.mongo.error_kinds import Refusal, first_of, is_passing, sort

PASSING = (6, 7, 43, 50, 64, 89, 91, 100, 112, 134, 189, 262, 9001, 10107, 11600, 11602, 13436)
UNFIT = (2, 9, 14, 20, 59, 66, 121, 10334, 11000, 17419)
UNKNOWN = (1, 8, 96, 51_234, 5_107_200)


def refused(code: int, said: str = "no", *labels: str) -> OperationFailure:
    return OperationFailure(said, code, {"errmsg": said, "errorLabels": list(labels)})


def bulk(*codes: int, concerns: tuple[int, ...] = ()) -> BulkWriteError:
    return BulkWriteError(
        {
            "writeErrors": [{"code": code, "errmsg": "no"} for code in codes],
            "writeConcernErrors": [{"code": code, "errmsg": "late"} for code in concerns],
        }
    )


@pytest.mark.parametrize(
    ("codes", "refusal"),
    [
        (PASSING, Refusal.PASSING),
        (UNFIT, Refusal.UNFIT),
        (UNKNOWN, Refusal.UNKNOWN),
        ((13, 18), Refusal.DENIED),
        ((8000, 14031), Refusal.QUOTA),
    ],
)
def test_codes_are_sorted(codes: tuple[int, ...], refusal: Refusal) -> None:
    assert {code: sort(refused(code)) for code in codes} == dict.fromkeys(codes, refusal)


@pytest.mark.parametrize(
    "label",
    ["RetryableWriteError", "TransientTransactionError", "UnknownTransactionCommitResult"],
)
def test_a_label_says_more_than_a_code(label: str) -> None:
    assert sort(refused(UNKNOWN[0], "no", label)) is Refusal.PASSING
    assert sort(refused(UNFIT[0], "no", label)) is Refusal.PASSING


def test_what_atlas_says_of_rights_is_no_quota() -> None:
    over = refused(8000, "you are over your space quota, using 512 MB of 512 MB")
    denied = refused(8000, "user is not allowed to do action [collMod] on [scoutly.jobqueues]")
    assert sort(over) is Refusal.QUOTA
    assert sort(denied) is Refusal.DENIED


def test_nothing_heard_is_an_outage() -> None:
    for error in (NetworkTimeout(), ServerSelectionTimeoutError(), WaitQueueTimeoutError()):
        assert sort(error) is Refusal.PASSING


def test_a_write_concern_that_times_out_is_an_outage_alone_and_in_bulk() -> None:
    assert sort(WTimeoutError("waiting for replication timed out", 64)) is Refusal.PASSING
    assert sort(bulk(concerns=(64,))) is Refusal.PASSING
    assert sort(bulk(11000, concerns=(100,))) is Refusal.PASSING


def test_a_bulk_write_is_sorted_by_what_is_worth_the_longest_wait() -> None:
    assert sort(bulk(11000, 121)) is Refusal.UNFIT
    assert sort(bulk(11000, 1)) is Refusal.UNKNOWN
    assert sort(bulk(1, 112)) is Refusal.PASSING
    assert sort(bulk(112, 13)) is Refusal.DENIED


def test_a_group_with_something_unfit_is_unfit_so_that_it_is_taken_apart() -> None:
    passing, unfit = refused(PASSING[0]), WriteError("failed validation", 121)
    assert sort(ExceptionGroup("", [passing, refused(13)])) is Refusal.PASSING
    assert sort(ExceptionGroup("", [passing, ExceptionGroup("", [unfit])])) is Refusal.UNFIT
    assert sort(ExceptionGroup("", [passing, KeyError("of")])) is Refusal.UNFIT
    assert first_of(ExceptionGroup("", [passing, ExceptionGroup("", [unfit])])) is unfit


def test_what_cannot_even_be_sent_is_unfit() -> None:
    for error in (InvalidDocument("a lambda"), OverflowError("8-byte ints"), DocumentTooLarge("")):
        assert sort(error) is Refusal.UNFIT
        assert not is_passing(error)


def test_a_name_that_cannot_be_looked_up_is_an_outage_and_a_wrong_address_is_not() -> None:
    unknown = ConfigurationError("The DNS query name does not exist")
    unknown.__cause__ = DNSException("no such name")  # type: ignore[no-untyped-call]
    assert sort(unknown) is Refusal.PASSING
    assert sort(ConfigurationError("Unknown option")) is Refusal.UNFIT


def test_people_and_time_mend_what_is_denied_or_away_but_nothing_else() -> None:
    assert [is_passing(refused(code)) for code in (112, 13, 8000, 1, 121)] == [
        *(True, True, True),
        *(False, False),
    ]
