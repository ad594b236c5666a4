import json
import subprocess
import sys


def test_the_main_process_never_loads_libxml() -> None:
    program = (
        "import json, sys, reactor.scrape, reactor.scrape.tasks, reactor.fetch.worker\n"
        "print(json.dumps([name.partition('.')[0] for name in sys.modules]))"
    )
    output = subprocess.check_output([sys.executable, "-c", program], text=True)
    assert not {"lxml", "trafilatura"}.intersection(json.loads(output))
