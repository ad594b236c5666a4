"""What real careers pages list, checked by hand, from the corpus beside the checkout if any."""

# ruff: noqa: E501, RUF001 - addresses and titles are as they are

from dataclasses import dataclass
from pathlib import Path

import pytest

from reactor.scrape.careers.careers_page import read_careers_page

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "ever-jobs"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus beside this checkout")

GUSTO = "https://jobs.gusto.com/postings"
PAYLOCITY = "https://recruiting.paylocity.com/Recruiting/Jobs/Details"
YC = "https://www.workatastartup.com/companies"


@dataclass(frozen=True)
class Page:
    """A page as it was saved, and all its postings."""

    url: str
    postings: dict[str, str]


PAGES = {
    "avalanchefusion--open-positions": Page(
        "https://www.avalanchefusion.com/open-positions",
        {
            "https://www.avalanchefusion.com/careers/open-position/radiation-safety-officer-fusionwerx": "Radiation Safety Officer (FusionWERX)",
            "https://www.avalanchefusion.com/careers/open-position/experimental-plasma-scientist": "Experimental Plasma Scientist",
            "https://www.avalanchefusion.com/careers/open-position/integration-test-systems-engineer": "Integration & Test Systems Engineer",
            "https://www.avalanchefusion.com/careers/open-position/integration-test-manager": "Integration & Test Manager",
            "https://www.avalanchefusion.com/careers/open-position/technical-subcontracts-supplier-lead": "Technical Subcontracts & Supplier Lead",
            "https://www.avalanchefusion.com/careers/open-position/financial-operations-manager": "Financial Operations Manager",
            "https://www.avalanchefusion.com/careers/open-position/human-resources-generalist": "Human Resources Generalist",
            "https://www.avalanchefusion.com/careers/open-position/high-voltage-engineer": "High Voltage Engineer",
            "https://www.avalanchefusion.com/careers/open-position/mechanical-engineer": "Mechanical Engineer",
        },
    ),
    "flymotionus--careers": Page(
        "https://flymotionus.com/careers/",
        {
            "https://flymotionus.com/jobs/event-coordinator": "Event Coordinator",
        },
    ),
    "framework_co--framework_co-hiring": Page(
        "https://framework.co/hiring",
        {
            "https://framework.co/jobs/senior-mechanical-engineer": "Senior Mechanical Engineer",
            "https://framework.co/jobs/senior-software-engineer": "Senior Software Engineer",
        },
    ),
    "gusto-hosted--natura-board": Page(
        "https://jobs.gusto.com/boards/natura-x",
        {
            f"{GUSTO}/natura-resources-llc-sr-mechnical-engineer-nuclear-5bb2a78d-445e-4c93-aab3-b264a4630a98": "Sr. Mechnical Engineer, Nuclear",
            f"{GUSTO}/natura-resources-llc-gothic-engineer-9905c47e-532d-4682-9333-70085659da0b": "GOTHIC Engineer",
            f"{GUSTO}/natura-resources-llc-senior-electrical-engineer-6481f944-b7cf-4c1c-964e-db5fa3f284ea": "Senior Electrical Engineer",
            f"{GUSTO}/natura-resources-llc-nuclear-qa-director-48118f13-9b43-486d-a1ca-6dea070d5cb4": "Nuclear QA Director",
            f"{GUSTO}/natura-resources-llc-manager-document-control-and-records-management-81afd21a-3468-4b2d-8466-69740c2ed0ae": "Manager, Document Control and Records Management",
            f"{GUSTO}/natura-resources-llc-contracts-manager-5792bf93-bbfa-4a01-9579-ea984077ce1c": "Contracts Manager",
        },
    ),
    "gusto-hosted--material-board": Page(
        "https://jobs.gusto.com/boards/material-x",
        {
            f"{GUSTO}/material-hybrid-manufacturing-inc-general-application-fb414ff4-ec5b-41f6-8d40-add48634cd5b": "General Application",
            f"{GUSTO}/material-hybrid-manufacturing-inc-additive-manufacturing-engineer-lab-2b84b230-7406-4214-a985-ee75a8b90aa7": "Additive Manufacturing Engineer (Lab)",
            f"{GUSTO}/material-hybrid-manufacturing-inc-staff-battery-applications-engineer-d421d87b-e050-454b-95b8-395b7ec46c9a": "Staff Battery Applications Engineer",
        },
    ),
    "hyl_io--job-board": Page(
        "https://hyl.io/job-board",
        {
            "https://www.hyl.io/hiring/drone-technician": "DRONE TECHNICIAN",
        },
    ),
    "mara_inc--mara_inc-careers": Page(
        "https://mara.inc/careers",
        {
            "https://www.linkedin.com/jobs/search?currentJobId=4319315742&f_C=106424884&geoId=92000000&originToLandingJobPostings=4319265797%2C4319315742%2C4326623829": "Wargamer",
            "https://www.linkedin.com/jobs/search?currentJobId=4326623829&f_C=106424884&geoId=92000000&originToLandingJobPostings=4319265797%2C4319315742%2C4326623829": "Bitcaster (Embedded Systems / Electrical)",
        },
    ),
    "mara_inc--mara_inc-careers-empty": Page(
        "https://mara.inc/careers",
        {},
    ),
    "paylocity--board-fermi": Page(
        "https://recruiting.paylocity.com/recruiting/jobs/All/x/fermi",
        {
            f"{PAYLOCITY}/4248451": "Corporate Tax Director",
            f"{PAYLOCITY}/4217200": "Manager, Technical Accounting",
            f"{PAYLOCITY}/4177740": "Head of Power",
            f"{PAYLOCITY}/4140027": "Director of Marketing",
            f"{PAYLOCITY}/4056841": "Director of Data Center Construction",
            f"{PAYLOCITY}/4056839": "Senior Data Center Design Integration Manager",
            f"{PAYLOCITY}/4056837": "Senior Data Center Preconstruction Manager",
            f"{PAYLOCITY}/4056836": "Senior Technical Data Center Manager",
            f"{PAYLOCITY}/3904332": "Electrical Engineer – On-Site Engineering (Gas & Nuclear Power Plant Construction)",
            f"{PAYLOCITY}/3849415": "Senior Estimator (Power Generation)",
            f"{PAYLOCITY}/3845507": "Investor Relations (IR) Senior Business Analyst",
            f"{PAYLOCITY}/3845496": "VP of Investor Relations",
            f"{PAYLOCITY}/3766699": "HSSE Coordinator",
            f"{PAYLOCITY}/3766597": "Commissioning Manager - Electrical",
            f"{PAYLOCITY}/3766595": "Commissioning Manager - Power",
            f"{PAYLOCITY}/3764064": "Commissioning Director",
            f"{PAYLOCITY}/3756700": "Senior Engineer",
            f"{PAYLOCITY}/3756699": "Engineer",
        },
    ),
    "paylocity--board-sendcutsend": Page(
        "https://recruiting.paylocity.com/recruiting/jobs/All/x/scs",
        {
            f"{PAYLOCITY}/4272751": "Production Technician - Swing Shift",
            f"{PAYLOCITY}/4256641": "CNC Laser Operator - Weekend Night Shift",
            f"{PAYLOCITY}/4251117": "CNC Machine Operator - Swing Shift",
            f"{PAYLOCITY}/4244353": "CNC Machine Operator - Weekend Night Shift",
            f"{PAYLOCITY}/4244328": "CNC Press Brake Operator - Weekday Shift",
            f"{PAYLOCITY}/4235582": "CNC Machine Operator - Weekend Day Shift",
            f"{PAYLOCITY}/4235276": "Powder Coating Technician - Weekday Shift",
        },
    ),
    "solideon--careers": Page(
        "https://solideon.com/careers/",
        {
            "https://solideon.com/solideon-cnc-robot-operator": "CNC & Robot Operator",
            "https://solideon.com/solideon-sensor-fusion-software-engineer": "Sensor Fusion Software Engineer",
            "https://solideon.com/solideon-applications-engineer": "Applications Engineer",
            "https://solideon.com/solideon-manufacturing-engineer": "Manufacturing Engineer",
        },
    ),
    "velontra--careers": Page(
        "https://velontra.com/careers",
        {
            "https://velontra.com/careers#propulsion-responsible-engineer": "Propulsion Responsible Engineer",
            "https://velontra.com/careers#principal-turbomachinery-engineer": "Principal Turbomachinery Engineer",
            "https://velontra.com/careers#senior-turbomachinery-engineer": "Senior Turbomachinery Engineer",
            "https://velontra.com/careers#turbomachinery-engineer": "Turbomachinery Engineer",
        },
    ),
    "workatastartup--list-diode": Page(
        "https://www.workatastartup.com/companies/diode",
        {
            f"{YC}/diode-computers-inc/jobs/UAUsCJS-staff-electrical-engineer": "Staff Electrical Engineer",
            f"{YC}/diode-computers-inc/jobs/V8LqvBH-senior-software-engineer": "Senior Software Engineer",
        },
    ),
    "workatastartup--list-loombotic": Page(
        "https://www.workatastartup.com/companies/loombotic",
        {
            f"{YC}/loombotic/jobs/M09BsHr-founding-gtm": "Founding GTM",
            f"{YC}/loombotic/jobs/rhuRqsZ-mechanical-design-engineer": "Mechanical Design Engineer",
            f"{YC}/loombotic/jobs/PDKooOG-senior-wire-harness-technician": "Senior Wire Harness Technician",
            f"{YC}/loombotic/jobs/ClG8s2b-inventory-receiving-kitting-specialist": "Inventory, Receiving & Kitting Specialist",
            f"{YC}/loombotic/jobs/3MGdbbP-vision-robotics-engineer": "Vision / Robotics Engineer",
            f"{YC}/loombotic/jobs/7uV8QWw-software-engineer": "Software Engineer",
            f"{YC}/loombotic/jobs/XTAVXok-quality-technician": "Quality Technician",
            f"{YC}/loombotic/jobs/G49rdCO-wire-harness-technician": "Wire Harness Technician",
        },
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_real_page_lists_its_postings_and_nothing_else(name: str) -> None:
    page = PAGES[name]
    markup = (CORPUS / f"{name}.html").read_text()
    found = read_careers_page(markup, page.url, "")
    assert {posting.url: posting.title for posting in found.listing.postings} == page.postings
    assert found.following == ()
