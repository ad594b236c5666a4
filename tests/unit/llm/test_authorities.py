"""The providers' clients trust whom the operator names."""

import subprocess
import sys
from pathlib import Path

import certifi
import pytest

_COUNT = (
    "from reactor.match.llm.tls_trust import authorities;print(len(authorities().get_ca_certs()))"
)


@pytest.mark.parametrize("named", [1, 3])
def test_the_authorities_that_are_named_are_the_only_ones(named: int, tmp_path: Path) -> None:
    end = "-----END CERTIFICATE-----\n"
    known = Path(certifi.where()).read_text().split(end)
    file = tmp_path / "house.pem"
    file.write_text(end.join(known[:named]) + end)
    said = subprocess.run(
        [sys.executable, "-c", _COUNT],
        env={"SSL_CERT_FILE": str(file)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.strip() == str(named)
