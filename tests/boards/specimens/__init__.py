"""One module a system; each holds its `SPECIMEN`."""

from importlib import import_module
from pkgutil import iter_modules

from tests.boards.specimen import Specimen

SPECIMENS: dict[str, Specimen] = {
    specimen.board: specimen
    for module in iter_modules(__path__)
    for specimen in [import_module(f"{__name__}.{module.name}").SPECIMEN]
}
