"""Real postings' pages, from the corpus beside the checkout where there is one, read by hand."""

# ruff: noqa: T201 - the table of what was read is for people (pytest -s)

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from reactor.fetch.page import Page
from reactor.posting import Posting, Salary
from reactor.scrape.posting_page.reading import read_posting

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus beside this checkout")

FULL, USD = "Full-time", "USD"
FERMI_POSTED, SENDCUTSEND_POSTED = "2026-06-11T21:42:38-05:00", "2026-06-22T17:56:03-05:00"
LOOMBOTIC = "workatastartup--detail-loombotic-software"
EXPECTED: dict[str, dict[str, Any]] = {
    "jobseek/ayuda_en_accion_talentclue_jobpage": {
        "title": "Consultoría - Diseño de identidad visual y estrategia de comunicación digital"
        ' - Seminario Internacional "AGROTECH BOLIVIA 2026" - La Paz, Bolivia',
        "location": "Bolivia",
        "remote": False,
        "employment_type": "Contratista/Freelance",
    },
    "jobseek/ayuda_en_accion_talentclue_jobpage_coord": {
        "title": "Coordinador/a Territorial",
        "location": "La Unión (El Salvador)",
        "remote": False,
        "employment_type": "Temporal, Jornada completa",
        "salary": Salary(1200, 1500, USD, None),
    },
    "jobseek/barcelona_activa_talentclue_jobpage": {
        "title": "60578 - Monitor/a d'Oci Infantil",
        "location": "Barcelona (Espanya)",
        "remote": False,
        "employment_type": "Indefinit, Temps parcial",
        "salary": Salary(12_000, 12_000, "EUR", "year"),
    },
    "jobseek/barcelona_activa_talentclue_jobpage_admin": {
        "title": "60640 - Administratiu/iva de recepció i gestió de magatzem",
        "location": "Barcelona (Espanya)",
        "remote": False,
        "employment_type": "Indefinit, Jornada completa",
        "salary": Salary(18_000, 21_000, "EUR", "year"),
    },
    "jobseek/decathlon_talentclue_jobpage": {
        "title": "VENDEDOR/A DEPORTES DE AGUA Decathlon Albacete",
        "location": "Albacete (España)",
        "remote": False,
    },
    "jobseek/decathlon_talentclue_jobpage_taller": {
        "title": "TÉCNICO/A DE TALLER Decathlon Lugones",
        "location": "Siero (España)",
        "remote": False,
    },
    "jobseek/didi_global_jobdetail": {
        "title": "Estágio em operações (Engagement Channels)",
        "location": "Sao Paulo - Brazil",
        "employment_type": "Intern",
    },
    "jobseek/jsonld_meta_software_engineer": {
        "title": "Software Engineer, Infrastructure",
        "location": "Sunnyvale, CA, USA",
        "employment_type": FULL,
        "posted_at": "2025-06-10T13:07:44-07:00",
        "valid_through": "2026-06-08T12:50:57-07:00",
    },
    "jobseek/jsonld_neura_robotics_manager": {
        "title": "Manager Ecosystem Integration & Certification (Human)",
        "location": "Metzingen, DE",
        "posted_at": "2025-11-06T00:00:00+01:00",
        "valid_through": "2035-11-06T00:00:00+01:00",
    },
    "jobseek/peoplestrong_bajaj_finserv": {
        "title": "Manager - Professional Loans",
        "location": "Amritsar",
        "posted_at": "08 May 2026",
        "valid_through": "08 May 2027",
    },
    "jobseek/peoplestrong_larsen_toubro": {
        "title": "Assistant Manager - Strategic Sourcing",
        "location": "Coimbatore Campus",
        "posted_at": "08 May 2026",
        "valid_through": "04 Nov 2026",
    },
    "ever-jobs/gusto-hosted--material-detail": {
        "title": "Staff Battery Applications Engineer",
        "location": "Miami, FL",
        "employment_type": "Full time",
    },
    "ever-jobs/gusto-hosted--natura-detail": {
        "title": "Sr. Mechnical Engineer, Nuclear",
        "location": "Abilene, TX / Hybrid",
        "remote": False,
        "employment_type": "Full-Time",
    },
    "ever-jobs/paylocity--detail-fermi-4248451": {
        "title": "Corporate Tax Director",
        "location": "Dallas, TX, US",
        "employment_type": FULL,
        "posted_at": FERMI_POSTED,
    },
    "ever-jobs/paylocity--detail-sendcutsend-4272751": {
        "title": "Production Technician - Swing Shift",
        "location": "Paris, KY, US",
        "posted_at": SENDCUTSEND_POSTED,
        "salary": Salary(22, 40, USD, "hour"),
    },
    "ever-jobs/workatastartup--detail-diode-senior": {
        "title": "Senior Software Engineer",
        "location": "New York, US",
        "employment_type": "FULL_TIME",
        "posted_at": "2025-05-28T17:29:19Z",
        "salary": Salary(140_000, 240_000, USD, "year"),
    },
    "ever-jobs/workatastartup--detail-diode-staff": {
        "title": "Staff Electrical Engineer",
        "location": "New York, US",
        "employment_type": "FULL_TIME",
        "posted_at": "2025-11-05T19:10:05Z",
        "salary": Salary(140_000, 200_000, USD, "year"),
    },
    f"ever-jobs/{LOOMBOTIC}": {
        "title": "Software Engineer",
        "location": "Toronto, Ontario, CA; Austin, Texas, US",
        "employment_type": "FULL_TIME",
        "posted_at": "2026-06-04T17:04:10Z",
        "salary": Salary(120_000, 185_000, USD, "year"),
    },
    "ever-jobs/avalanchefusion--experimental-plasma-scientist": {
        "title": "Experimental Plasma Scientist",
        "salary": Salary(120_000, 220_000, USD, "year"),
    },
    "ever-jobs/avalanchefusion--human-resources-generalist": {
        "title": "Human Resources Generalist",
        "salary": Salary(80_000, 115_000, USD, "year"),
    },
    "ever-jobs/avalanchefusion--mechanical-engineer": {
        "title": "Mechanical Engineer",
        "salary": Salary(135_000, 175_000, USD, "year"),
    },
    "ever-jobs/flymotionus--job-event-coordinator": {
        "title": "Event Coordinator",
        "location": "Tampa, FL",
        "remote": False,
        "employment_type": FULL,
        "posted_at": "4/24/2024",
        "salary": Salary(48_000, None, USD, "year"),
    },
    "ever-jobs/framework_co--framework_co-senior-mechanical-engineer": {
        "title": "Senior Mechanical Engineer",
        "location": "Los Angeles, CA",
        "salary": Salary(150_000, 200_000, USD, "year"),
    },
    "ever-jobs/framework_co--framework_co-senior-software-engineer": {
        "title": "Senior Software Engineer",
        "location": "Los Angeles, CA",
        "salary": Salary(150_000, 200_000, USD, "year"),
    },
    "ever-jobs/hyl_io--job-drone-technician": {
        "title": "DRONE TECHNICIAN",
        "remote": False,
        "employment_type": "Full-time; in-person attendance required",
        "salary": Salary(16, 20, USD, "hour"),
    },
    "ever-jobs/solideon--solideon-applications-engineer": {
        "title": "Applications Engineer",
        "location": "Berkeley, California",
        "remote": False,
    },
    "ever-jobs/solideon--solideon-cnc-robot-operator": {
        "title": "CNC & Robot Operator",
        "location": "Berkeley, California",
        "remote": False,
        "salary": Salary(80_000, 100_000, USD, "year"),
    },
    "ever-jobs/solideon--solideon-manufacturing-engineer": {
        "title": "Manufacturing Engineer",
        "location": "Hampton Roads, Virginia",
        "remote": False,
    },
    "ever-jobs/solideon--solideon-sensor-fusion-software-engineer": {
        "title": "Sensor Fusion Software Engineer",
        "location": "Berkeley, California",
        "remote": False,
        "salary": Salary(125_000, 175_000, USD, "year"),
    },
}
FIELDS = ("title", "location", "remote", "employment_type", "posted_at", "valid_through", "salary")
UNSTATED = (None, "")
LEAST = 0.95


@pytest.fixture(scope="module")
def readings() -> dict[str, Posting]:
    return {name: read_posting(page(name).text, page(name).url, "") for name in EXPECTED}


def page(name: str) -> Page:
    body = (CORPUS / f"{name}.html").read_bytes()
    return Page("https://example.com/careers/17", 200, "text/html; charset=utf-8", body)


def test_fields_are_read_as_stated(readings: dict[str, Posting]) -> None:
    right, found, stated = Counter[str](), Counter[str](), Counter[str]()
    for name, posting in readings.items():
        for field in FIELDS:
            value, expected = getattr(posting, field), EXPECTED[name].get(field)
            found[field] += value not in UNSTATED
            stated[field] += expected not in UNSTATED
            right[field] += expected not in UNSTATED and value == expected
            if value != expected and not (value in UNSTATED and expected in UNSTATED):
                print(f"{name}: {field} is {expected!r}, read as {value!r}")
    for field in FIELDS:
        counts = f"stated {stated[field]}, found {found[field]}, right {right[field]}"
        print(f"{field:16} {counts}")
    assert right.total() >= LEAST * found.total()
    assert right.total() >= LEAST * stated.total()


def test_every_section_heading_is_in_the_text(readings: dict[str, Posting]) -> None:
    missing = {name: list(_missing(name, posting)) for name, posting in readings.items()}
    for name, headings in missing.items():
        if headings:
            print(f"{name}: {headings}")
    assert not any(missing.values())


FRAME_HEADINGS = re.compile(
    r"similarjobs|apply.*|share.*|privacypreferencecenter|manageconsentpreferences|.*cookies"
    # Avalanche's footer, which is a <div>.
    r"|cookielist|getintouch|buildwithus!|applications|connect",
    re.IGNORECASE,
)
"""Headings, squeezed, that are the frame's although no element of the page says so."""


def _missing(name: str, posting: Posting) -> Iterator[str]:
    """The headings of the source that the text lacks, but for its title's and the frame's."""
    text = squeezed(posting.text)
    for heading in _headings(name):
        known = heading in text or heading in squeezed(posting.title)
        if not known and not FRAME_HEADINGS.fullmatch(heading):
            yield heading


def _headings(name: str) -> Iterator[str]:
    """The headings of the JSON-LD's description, or of the page outside its frame."""
    tree: Any = lxml_html.document_fromstring(page(name).text)
    scripts = tree.xpath("//script[@type='application/ld+json']/text()")
    described = [node["description"] for node in map(_loaded, scripts) if "description" in node]
    source: Any = lxml_html.fromstring(f"<div>{described[0]}</div>") if described else tree
    for frame in source.xpath("//nav | //header | //footer | //form | //aside"):
        if frame.getparent() is not None:
            frame.drop_tree()
    for element in source.iter("h2", "h3", "h4", "h5"):
        if heading := squeezed(element.text_content()):
            yield heading


def _loaded(script: str) -> dict[str, Any]:
    try:
        value = json.loads(script, strict=False)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def squeezed(text: str) -> str:
    """The text without white space and bullets, which every reading sets in its own way."""
    return re.sub(r"[\s\u200b\u00ad•·-]+", "", text)
