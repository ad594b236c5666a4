"""What the main process must not load: memory is scarce on a Pi, and libxml crashes in threads."""

import json
import subprocess
import sys

import pytest

REACTOR_RUN = "reactor.cli, reactor.logs, reactor.signals, reactor.app"


def loaded_by(modules: str) -> set[str]:
    """The packages that a fresh process has loaded after it imported `modules`."""
    program = (
        f"import json, sys, {modules}\n"
        "print(json.dumps([name.partition('.')[0] for name in sys.modules if sys.modules[name]]))"
    )
    output = subprocess.check_output([sys.executable, "-c", program], text=True)
    return set(json.loads(output))


@pytest.mark.parametrize(
    "modules", [REACTOR_RUN, "reactor.scrape, reactor.scrape.tasks, reactor.fetch.parser_worker"]
)
def test_the_main_process_never_loads_libxml(modules: str) -> None:
    assert not {"lxml", "trafilatura"} & loaded_by(modules)


def test_without_a_key_only_what_is_used_is_loaded() -> None:
    # cryptography comes with Google's library and would be loaded by MongoDB's driver.
    unused = {"google", "httpx", "cryptography", "OpenSSL", "rich", "babel"}
    assert not unused & loaded_by(REACTOR_RUN)


def test_help_waits_for_neither_the_driver_nor_the_network_library() -> None:
    assert not {"pymongo", "motor", "aiohttp"} & loaded_by("reactor.cli")


def test_the_parsing_process_loads_nothing_that_fetches() -> None:
    fetching = {"aiohttp", "pymongo", "motor", "pydantic_settings"}
    parsing = "reactor.scrape.tasks, reactor.scrape.careers.careers_page"
    assert not fetching & loaded_by(f"{parsing}, reactor.scrape.posting_page.reading")
