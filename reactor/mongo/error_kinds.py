"""Classifies MongoDB's and its driver's errors by the reactor's response to them. Pure.

Labels are looked at first, for by them a server says of its own codes what they mean; then codes.
Sources: the driver specifications "Retryable Writes", "Retryable Reads", "Server Discovery and
Monitoring" (state change errors) and "Transactions" (error labels), all under
https://github.com/mongodb/specifications/tree/master/source; names and categories of codes from
https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml; 8000 is what Atlas
answers of itself (https://www.mongodb.com/docs/atlas/reference/unsupported-commands/).
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from reactor.mongo import driver


class Refusal(Enum):
    """What a refusal says about the next try; the value is how people are told."""

    PASSING = "away"
    """MongoDB may do later what it did not do now: an outage, an election, a conflict."""

    DENIED = "right missing"
    """The user of `MONGODB_URI` may not do it, until a person grants it."""

    QUOTA = "quota used up"
    """There is no room, until a person makes some."""

    UNKNOWN = "refusing"
    """Nobody here knows the code: it is tried again for a while."""

    UNFIT = "unfit"
    """The document or the command itself: it will be refused every time."""


WAITED_FOR = frozenset({Refusal.PASSING, Refusal.DENIED, Refusal.QUOTA})
"""Refusals that end some time, through MongoDB itself or through a person."""

_PASSING_LABELS = (
    *("RetryableWriteError", "TransientTransactionError", "UnknownTransactionCommitResult"),
    *("ResumableChangeStreamError", "SystemOverloadedError", "RetryableError"),
)
_PASSING = frozenset(
    {
        *(6, 7, 89, 384, 9001),  # network
        *(91, 189, 10058, 10107, 11600, 11602, 13435, 13436, 216),  # no primary, shutting down
        *(43, 175, 237, 355),  # a cursor or a plan was lost
        *(24, 46, 50, 107, 202, 208, 262, 290, 453, 11601, 46841, 91331),  # too slow, interrupted
        *(112, 117, 217, 225, 239, 246, 250, 251, 256, 267, 314, 356, 363),  # conflicts
        *(64, 79, 100, 133, 134),  # not enough members answer
        *(149, 150, 234, 249, 272, 13388),  # data moves between shards
        *(215, 285, 12586, 12587),  # a database is dropped, an index is built
        *(146, 264, 365, 402, 407, 412, 433, 449, 450, 462),  # overloaded
        *(371, 391, 206, 209, 279),  # writes blocked, log in again, session or clock of before
    }
)
_DENIED = frozenset({11, 13, 18, 31, 33, 211, 214, 404})
_QUOTA = frozenset({12501, 14031})
_ATLAS = 8000
_UNFIT = frozenset(
    {
        *(11000, 11001, 12582),  # the key is there already
        *(2, 4, 9, 10, 14, 15, 16, 22, 28, 34, 40, 47),  # values, types, paths
        *(52, 53, 54, 55, 56, 57, 66, 111, 121, 171, 218, 241, 357, 378),
        *(10003, 10334, 17280, 17419, 17420, 257, 388),  # too large
        *(20, 26, 27, 48, 59, 61, 62, 67, 68, 72, 73, 76, 85, 86, 101, 115),  # the command
        *(123, 148, 159, 161, 165, 166, 167, 168, 181, 182, 197, 223, 224, 238, 242),
        *(258, 263, 322, 323, 324, 352, 376, 16389, 40324, 40352, 40353, 40414, 40415, 40573),
    }
)
_WORDS_OF_RIGHTS = re.compile(r"not (allowed|authorized|permitted)|unauthorized", re.IGNORECASE)
_WORST_FIRST = (*(Refusal.DENIED, Refusal.QUOTA, Refusal.PASSING, Refusal.UNKNOWN, Refusal.UNFIT),)


def sort(error: BaseException) -> Refusal:
    """What an error says about the next try.

    A bulk write is sorted by the write that is worth the longest wait, since the others were
    carried out or can never be. A group of errors that holds an unfit one is unfit, so that
    whoever made it can take it apart.
    """
    if isinstance(error, BaseExceptionGroup):
        return _worst(map(sort, _leaves(error)), reversed(_WORST_FIRST))
    if not isinstance(error, driver.PyMongoError):
        return Refusal.UNFIT
    if _is_outage(error):
        return Refusal.PASSING
    if isinstance(error, driver.BulkWriteError):
        return _worst(_of_bulk(error), _WORST_FIRST)
    if isinstance(error, driver.OperationFailure):
        return _by_code(error.code, str(error))
    return Refusal.UNKNOWN if isinstance(error, driver.ProtocolError) else Refusal.UNFIT


def _is_outage(error: driver.PyMongoError) -> bool:
    """Whether nothing was heard, or a label says that a second try is worth it."""
    unheard = isinstance(error, driver.ConnectionFailure) or driver.is_name_trouble(error)
    return unheard or any(map(error.has_error_label, _PASSING_LABELS))


def is_passing(error: BaseException) -> bool:
    """Whether MongoDB may do later what it refused now, by itself or when people mend it."""
    return sort(error) in WAITED_FOR


def is_unfit(error: BaseException) -> bool:
    """Whether MongoDB will refuse the same every time: the document or the command is at fault."""
    return sort(error) is Refusal.UNFIT


def _of_bulk(error: driver.BulkWriteError) -> Iterator[Refusal]:
    details = error.details or {}
    for problem in (*details.get("writeErrors", ()), *details.get("writeConcernErrors", ())):
        yield _by_code(problem.get("code"), str(problem.get("errmsg", "")))


def _by_code(code: object, said: str) -> Refusal:
    if code == _ATLAS:
        return Refusal.DENIED if _WORDS_OF_RIGHTS.search(said) else Refusal.QUOTA
    for codes, refusal in (
        (_PASSING, Refusal.PASSING),
        (_DENIED, Refusal.DENIED),
        (_QUOTA, Refusal.QUOTA),
        (_UNFIT, Refusal.UNFIT),
    ):
        if code in codes:
            return refusal
    return Refusal.UNKNOWN


def _worst(found: Iterable[Refusal], order: Iterable[Refusal]) -> Refusal:
    there = set(found)
    return next((refusal for refusal in order if refusal in there), Refusal.UNKNOWN)


def _leaves(error: BaseException) -> Iterator[BaseException]:
    """The errors in possibly nested groups."""
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _leaves(inner)
    else:
        yield error


def first_of(error: BaseException) -> BaseException:
    """The error in possibly nested groups by which they are sorted."""
    kind = sort(error)
    return next((leaf for leaf in _leaves(error) if sort(leaf) is kind), error)
