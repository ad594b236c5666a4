"""The sample users, and the companies that they track."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SampleUser:
    """A sample user; `ranks` has their preferences by slug of the company."""

    email: str
    cv: str
    info: dict[str, Any]
    ranks: dict[str, int]


def _info(city: str, code: str, goals: list[str], excluded: list[str]) -> dict[str, Any]:
    return {
        "logistics": {
            "currentResidence": {"city": city, "countryCode": code},
            "willingToRelocate": False,
            "workAuthorization": [
                {"region": "European Union", "regionCode": "EU", "status": "yes"}
            ],
        },
        "languages": [
            {"language": "English", "level": "C1"},
            {"language": "Dutch" if code == "NL" else "Portuguese", "level": "native"},
        ],
        "preferences": {"careerGoals": goals, "exclusions": {"roleTypes": excluded}},
    }


PEOPLE = (
    SampleUser(
        email="noor@example.org",
        cv=(
            "Mechanical engineer, 8 years. Designs grippers, joints and drives in SolidWorks, from "
            "sketch through prototype to CNC machining and series production. GD&T, sheet metal, "
            "welding, finite element analysis. Some Python for test benches."
        ),
        info=_info(
            "Rotterdam", "NL", ["Senior mechanical engineer", "Mechanical design"], ["Sales"]
        ),
        ranks={"harbor-robotics": 90, "fern-and-field": 70, "old-quay": 20},
    ),
    SampleUser(
        email="tiago@example.org",
        cv=(
            "Backend and data engineer, 6 years of Python: asyncio services, FastAPI, MongoDB and "
            "PostgreSQL, Kafka and Airflow pipelines, Docker on Linux. Led the move of a billing "
            "system from nightly cron jobs to events."
        ),
        info=_info("Lisbon", "PT", ["Backend engineer", "Data engineer"], ["Sales"]),
        ranks={"lumen-clinic": 85, "tidewater-data": 65, "harbor-robotics": 40},
    ),
)
