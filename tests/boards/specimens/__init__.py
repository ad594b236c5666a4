"""One module a system; each holds its `SPECIMEN`, and perhaps `FACES`: further ways to answer."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from tests.boards.specimen import Specimen


def _played() -> Iterator[tuple[str, Specimen]]:
    for found in iter_modules(__path__):
        module = import_module(f"{__name__}.{found.name}")
        yield module.SPECIMEN.board, module.SPECIMEN
        for face, specimen in getattr(module, "FACES", {}).items():
            yield f"{specimen.board}-{face}", specimen


SPECIMENS: dict[str, Specimen] = dict(_played())
