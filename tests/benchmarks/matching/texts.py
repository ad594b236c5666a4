"""Postings and CVs as long as real ones, made of invented sentences; the same for the same seed."""

import random
import tomllib
from functools import cache
from itertools import count, islice
from pathlib import Path
from typing import Any

POSTING_WORDS, CV_WORDS = 700, 600
_HEADINGS = ("What you do", "What you bring", "What we offer")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def posting_text(seed: int) -> str:
    """A posting of about 700 words."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    words = _words()
    trade = words["trades"][_trade(seed)]
    paragraphs = [chance.choice(words["common"]["intro"])]
    while _length(paragraphs) < POSTING_WORDS - 30:
        heading = _HEADINGS[min(_length(paragraphs) * 3 // POSTING_WORDS, 2)]
        if heading not in paragraphs:
            paragraphs.append(heading)
        paragraphs.append(_sentence(chance, words["sentences"]["posting"], trade))
    return "\n".join([*paragraphs, words["common"]["closing"]])


def posting_slug(seed: int) -> str:
    """What such a posting is called in its address: no two of one trade in the same words."""
    words = _words()
    trade = words["trades"][_trade(seed)]
    level = words["common"]["levels"][seed % 7 % 4]
    subject = trade["subjects"][seed // 4 % len(trade["subjects"])]
    title = f"{level} {subject} {trade['title']} {seed:03}".strip()
    return title.lower().replace(" ", "-")


def resume(trade: str, seed: int) -> str:
    """A CV of about 600 words."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    words = _words()
    known = words["trades"][trade]
    paragraphs = [f"{known['title']} with a liking for {chance.choice(known['skills'])}"]
    for year in count(2026, -3):
        if _length(paragraphs) >= CV_WORDS - 30:
            break
        place = chance.choice(words["common"]["places"])
        paragraphs.append(f"{year - 3} to {year}, {known['title']} in {place}")
        points = (_sentence(chance, words["sentences"]["resume"], known) for _ in range(5))
        paragraphs += (f"- {point}" for point in points)
    return "\n".join([*paragraphs, "Skills: " + ", ".join(known["skills"])])


def slugs(start: int, amount: int) -> list[str]:
    """So many postings, beginning with that one."""
    return [posting_slug(seed) for seed in islice(count(start), amount)]


def _trade(seed: int) -> str:
    trades: list[str] = list(_words()["trades"])
    return trades[seed % len(trades)]


def _sentence(chance: random.Random, sentences: list[str], trade: dict[str, Any]) -> str:
    common = _words()["common"]
    skill, other = chance.sample(trade["skills"], 2)
    return chance.choice(sentences).format(
        task=chance.choice(trade["tasks"]),
        unit=chance.choice(common["units"]),
        place=chance.choice(common["places"]),
        skill=skill,
        other=other,
        years=chance.randint(2, 9),
        few=chance.randint(2, 6),
        many=chance.randint(9, 60),
        holidays=chance.randint(25, 32),
        budget=chance.randint(4, 30) * 100,
        day=chance.choice(("first", "fifteenth")),
    )


def _length(paragraphs: list[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)
