"""Whether only citizens may have a job, which a permit to work does not make up for."""

import pytest

from reactor.match.keyword.citizenship import is_own_citizen, wants_citizens
from tests.unit.match_scene import candidate


@pytest.mark.parametrize(
    "text",
    [
        "U.S. citizenship is required for the clearance.",
        "Applicants must be US citizens.",
        "Die deutsche Staatsangehörigkeit ist Voraussetzung.",
        "La nationalité française est exigée.",
        "Imprescindible nacionalidad española.",
        "È richiesta la cittadinanza italiana.",
        "Wymagane jest obywatelstwo polskie.",
        "Svenskt medborgarskap krävs för placering i säkerhetsklass.",
        "Podmínkou je české občanství.",
        "De Nederlandse nationaliteit is vereist.",
    ],
)
def test_a_demand_for_citizens_is_read(text: str) -> None:
    assert wants_citizens(f"We build bridges. {text} We offer lunch.")


@pytest.mark.parametrize(
    "text",
    [
        "You must be a US citizen or permanent resident.",
        "EU citizenship or a work permit is required.",
        "We hire regardless of citizenship; all must be kind.",
        "Menschen jeder Staatsangehörigkeit sind willkommen.",
        "We care for senior citizens and need a cook.",
        "Citizenship is not required.",
    ],
)
def test_what_lets_others_in_is_no_such_demand(text: str) -> None:
    assert not wants_citizens(text)


@pytest.mark.parametrize(
    ("status", "own"), [("Citizen", True), ("Permanent Resident", False), ("Work Permit", False)]
)
def test_a_permit_is_no_citizenship(status: str, own: bool) -> None:
    permits = [{"region": "Sverige", "regionCode": "SE", "status": status}]
    info = candidate(logistics={"workAuthorization": permits}).user.candidate_info
    assert is_own_citizen(info, frozenset({"SE"})) is own
    assert is_own_citizen(info, frozenset({"NO"})) is None
