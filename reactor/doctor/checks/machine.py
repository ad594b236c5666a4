"""Checks the peculiarities of a Raspberry Pi; on other machines it reports nothing."""

import asyncio
import os
import platform
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from reactor.doctor.checks.check import Case
from reactor.doctor.checks.server import version
from reactor.doctor.finding import Finding, Severity
from reactor.mongo import driver
from reactor.mongo.views.server import ask_server

_MODEL = Path("/proc/device-tree/model")
_CPU = Path("/proc/cpuinfo")
_CRASHING = (8, 0, 5)
_CRASHING_ON_KERNEL = (6, 19)
_ARMV8_2 = "asimddp"


@dataclass(frozen=True, slots=True)
class Machine:
    """This machine.

    Attributes:
        model: such as `Raspberry Pi 5 Model B Rev 1.0`, `""` if unknown.
        kernel: such as `6.12.25+rpt-rpi-2712`.
        page_size: size of a memory page in bytes.
        modern: whether the processor supports MongoDB's own builds (ARMv8.2-A).
    """

    model: str
    kernel: str
    page_size: int
    modern: bool


async def look(case: Case) -> AsyncIterator[Finding]:
    """Reports only on a Pi."""
    machine = await asyncio.to_thread(this_machine)
    if "Raspberry Pi" not in machine.model:
        return
    try:
        mongod = (await ask_server(case.database)).version
    except driver.PyMongoError:
        mongod = ""
    yield judge(machine, mongod)


def this_machine() -> Machine:
    """This machine, as the kernel describes it."""
    model = _MODEL.read_text().strip("\0\n ") if _MODEL.exists() else ""
    features = _CPU.read_text() if _CPU.exists() else ""
    return Machine(model, platform.release(), os.sysconf("SC_PAGESIZE"), _ARMV8_2 in features)


def judge(machine: Machine, mongod: str) -> Finding:
    """The finding for a Pi with this version of mongod, `""` if it does not answer.

    MongoDB's builds for arm64 need ARMv8.2-A from 5.0 on
    (https://www.mongodb.com/docs/manual/administration/production-notes/); from 8.0.5 on they
    crash on some kernels (https://github.com/docker-library/mongo/issues/762).
    """
    pages = f"{machine.page_size // 1024} kB pages"
    said = f"{machine.model}, kernel {machine.kernel}, {pages}"
    if not machine.modern:
        said += "; MongoDB's own images do not start on it"
        mend = "Name a MongoDB on another machine in MONGODB_URI."
        return Finding("Pi", Severity.REMARK, said, mend=mend)
    crashes = version(machine.kernel.split("+")[0]) >= _CRASHING_ON_KERNEL
    if mongod and version(mongod) >= _CRASHING and crashes:
        said += f"; MongoDB {mongod} crashes on some kernels as new as this"
        mend = "If it restarts again and again, take mongo:7.0 with an empty folder and a backup."
        return Finding("Pi", Severity.REMARK, said, mend=mend)
    return Finding("Pi", Severity.FINE, f"{said}; MongoDB {mongod or 'does not answer'}")
