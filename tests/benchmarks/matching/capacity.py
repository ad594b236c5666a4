"""How many companies a budget carries, worked out.

Each day each company posts as many new jobs as three coins show heads that do so one time in
seven: three a week. A visit every so many days finds what came since the last one. For a person it
costs nothing if nothing is new, else one request for up to four postings, and one for the titles
where three or more are new.
"""

from math import ceil, comb

from reactor.decisions.schedule import interval
from reactor.match.llm.batches import MAX_POSTINGS
from reactor.match.llm.matcher import MIN_TO_SCREEN

A_WEEK = 7
NEW_A_WEEK = 3
USERS = 2
RANKS = {"81-100": 90, "61-80": 70, "31-60": 50, "11-30": 20, "1-10": 5}


def requests_of(new: int) -> int:
    """For one person, where so many small postings are new and all titles are worth reading."""
    return ceil(new / MAX_POSTINGS) + int(new >= MIN_TO_SCREEN)


def requests_a_week(rank: int) -> float:
    """For one company, on average."""
    days = interval(rank).days
    coins, heads = NEW_A_WEEK * days, 1 / A_WEEK
    a_visit = sum(
        comb(coins, new) * heads**new * (1 - heads) ** (coins - new) * requests_of(new)
        for new in range(coins + 1)
    )
    return USERS * a_visit * A_WEEK / days


def companies(rank: int, requests_a_day: int) -> int:
    """How many of one rank a budget carries, on average."""
    return int(requests_a_day * A_WEEK / requests_a_week(rank))
