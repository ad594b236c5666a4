"""Towns by name, with coordinates and time zone: 69 000 of more than 5 000 people.

The data are GeoNames' (https://www.geonames.org, CC BY 4.0). They stay in their file, which is
memory-mapped and searched by bisection: only the pages in use take memory, as on a Pi.
`making.py` makes the file.
"""

import math
import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from reactor.language.phrasebook import plain, words_of

FILE = Path(__file__).parent / "towns.tsv"
REMEMBERED = 1_024
_EARTH_KM = 6_371.0


@dataclass(frozen=True, slots=True)
class Town:
    """A town or a part of one.

    Attributes:
        name: its own name, plain: in lower case and without accents.
        country: ISO 3166 code.
        region: GeoNames' code of its state or province; in the US, the state's two letters.
        latitude: in degrees.
        longitude: in degrees.
        population: if known.
        time_zone: such as `Europe/Berlin`.
        renamed: whether the requested name differs from its own; `frankfurt` is the own name of
            `frankfurt am main`.
    """

    name: str
    country: str
    region: str
    latitude: float
    longitude: float
    population: int
    time_zone: str
    renamed: bool = False

    def km_to(self, other: "Town") -> float:
        """Kilometres as the crow flies."""
        here, there = math.radians(self.latitude), math.radians(other.latitude)
        apart = math.radians(other.longitude - self.longitude)
        half = (
            math.sin((there - here) / 2) ** 2
            + math.cos(here) * math.cos(there) * math.sin(apart / 2) ** 2
        )
        return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def name_key(name: str) -> str:
    """A town's name as in the file: plain words with single blanks."""
    return " ".join(map(plain, words_of(name)))


@lru_cache(maxsize=REMEMBERED)
def towns_named(key: str) -> tuple[Town, ...]:
    """All towns with this name in some language, given in the form of `name_key`."""
    found: list[Town] = []
    for entry in _entries(key):
        if entry.startswith(">"):
            own, country, region = entry[1:].split(",")
            found += (
                town
                for town in _read(own, renamed=not own.startswith(f"{key} "))
                if (town.country, town.region) == (country, region)
            )
    return (*_read(key, renamed=False), *found)


def _read(key: str, *, renamed: bool) -> Iterator[Town]:
    for entry in _entries(key):
        if not entry.startswith(">"):
            country, region, north, east, people, zone = entry.split(",")
            place = float(north), float(east)
            yield Town(key, country, region, *place, int(people), zone, renamed)


def _entries(key: str) -> list[str]:
    """The file's entry for a name: its lines are sorted by bytes."""
    wanted = key.encode()
    if not wanted or b"\t" in wanted or b"\n" in wanted:
        return []
    lines = _lines()
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", start)
        name, _, entries = lines[start:end].partition(b"\t")
        if name == wanted:
            return entries.decode().split(";")
        if name < wanted:
            low = end + 1
        else:
            high = start
    return []


@cache
def _lines() -> mmap.mmap:
    with FILE.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
