"""How much is measured: every field is an option of the benchmarks' command."""

from dataclasses import dataclass, field, fields
from typing import Any, Self

import pytest


def _size(default: float, meaning: str) -> Any:
    return field(default=default, metadata={"help": meaning})


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the options say; `--idle-minutes` is `idle_minutes`, and so on."""

    rounds: int = _size(5, "alternating rounds of each contender")
    samples: int = _size(100, "edits in a round of the latency benchmarks")
    takeovers: int = _size(10, "reactors that are killed")
    jobs: int = _size(2_000, "jobs in a round of the throughput and fairness benchmarks")
    edits: int = _size(10_000, "preferences in the bulk edit")
    companies: int = _size(100_000, "companies in the rebuild")
    preferences_each: int = _size(10, "preferences of each company in the rebuild")
    users: int = _size(10_000, "users in the rebuild")
    idle_minutes: float = _size(1.0, "minutes of idling; 10 for the figure to be stated")
    pages: int = _size(10_000, "postings that are fetched and read")
    postings: int = _size(10_000, "postings of the large board")
    internet: int = _size(1_000_000, "companies of the simulated internet")
    cache_gb: float = _size(0.25, "mongod's cache during the rebuild, in gigabytes")

    @classmethod
    def add_options(cls, parser: pytest.Parser) -> None:
        group = parser.getgroup("benchmarks")
        for each in fields(cls):
            meaning = f"{each.metadata['help']} (default {each.default})"
            group.addoption(
                f"--{each.name.replace('_', '-')}",
                type=type(each.default),
                default=each.default,
                help=meaning,
            )

    @classmethod
    def of(cls, config: pytest.Config) -> Self:
        """What was asked for; the defaults where the options are unknown to this run."""
        return cls(**{each.name: config.getoption(each.name, each.default) for each in fields(cls)})
