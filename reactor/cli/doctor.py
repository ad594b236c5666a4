"""`reactor doctor`: finds out what is wrong, and says what to do."""

# ruff: noqa: PLC0415 - imports that take a second stand where they are used: --help waits for none

import argparse
import asyncio
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands

if TYPE_CHECKING:
    from reactor.settings import Settings

_SOME = ""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "doctor",
        help="try a visit to one company and explain each step",
        description=(
            "Visit one company's careers page as a job would, and show what each step found and "
            "why: what was recognised, listed, new, read and matched. Nothing is saved. Exit "
            "status 1 if something is wrong."
        ),
    )
    parser.add_argument(
        "--test-pipeline",
        metavar="COMPANY",
        nargs="?",
        const=_SOME,
        required=True,
        help="a company's id, slug or name; without one, a troubled company is taken",
    )
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Show the visit; 0 if all went well."""
    from reactor.logs import configure_logs
    from reactor.settings import Settings

    settings = Settings.from_environment()
    configure_logs(settings, screen=False, channels=["jobs-debugger"])
    return 0 if asyncio.run(_try(settings, options.test_pipeline or None)) else 1


async def _try(settings: "Settings", company: str | None) -> bool:
    from rich.console import Console

    from reactor.doctor.clinic import try_company
    from reactor.doctor.display import show

    async with try_company(settings, company) as findings:
        return await show(findings, Console(highlight=False))
