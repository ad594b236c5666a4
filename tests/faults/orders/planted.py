"""Faults planted in the real classes: what an explorer must be able to find."""

import inspect
import sys
import textwrap
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True)
class Mutant:
    """A method with one fault.

    Attributes:
        says: what is wrong with it.
        of: the class.
        method: the method, or property.
        text: what stands there.
        instead: what stands there with the fault.
        scenario: in which the fault shows.
        depth: of the shortest order that shows it.
    """

    says: str
    of: type
    method: str
    text: str
    instead: str
    scenario: str
    depth: int

    def plant(self, patch: pytest.MonkeyPatch) -> None:
        """Put the fault in its place."""
        of: Any = self.of
        written: Any = inspect.getattr_static(of, self.method)
        function: Any = written.fget if isinstance(written, property) else written
        source = inspect.getsource(function)
        assert self.text in source, f"{self.method} was rewritten: plant this fault anew"
        module = dict(vars(sys.modules[of.__module__]))
        faulty = textwrap.dedent(source.replace(self.text, self.instead, 1))
        exec(faulty, module)  # noqa: S102 - the project's own source, but for one fault
        patch.setattr(of, self.method, module[self.method])
