"""The sample companies: their openings, and the form of their careers pages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opening:
    """A sample posting; `slug` is its path on the site."""

    slug: str
    title: str
    location: str
    duties: tuple[str, ...]
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleCompany:
    """A sample company.

    Attributes:
        slug: `companies.companyID`, and its folder on the site.
        name: its name.
        shows: form of its careers page: `list`, `json-ld`, `board`, `flaky` or `gone`.
        selector: CSS selector of its postings' links.
        about: one sentence for its postings.
        openings: its openings.
        later: further openings, one more at each visit after the first.
    """

    slug: str
    name: str
    shows: str
    selector: str = ""
    about: str = ""
    openings: tuple[Opening, ...] = ()
    later: tuple[Opening, ...] = ()


COMPANIES = (
    SampleCompany(
        slug="harbor-robotics",
        name="Harbor Robotics",
        shows="list",
        selector="ul.openings a",
        about="Harbor Robotics builds arms that unload ships in small ports.",
        openings=(
            Opening(
                "senior-mechanical-engineer",
                "Senior Mechanical Engineer",
                "Rotterdam, Netherlands",
                (
                    "Design grippers and joints that survive salt water",
                    "Take parts from sketch through prototype to series production",
                    "Review drawings and tolerances with our suppliers",
                ),
                ("SolidWorks or another CAD tool", "GD&T", "CNC machining", "Finite elements"),
            ),
            Opening(
                "controls-software-engineer",
                "Controls Software Engineer",
                "Rotterdam, Netherlands (hybrid)",
                (
                    "Write motion control for a six-axis arm",
                    "Simulate cranes, waves and wind before they meet the arm",
                ),
                ("C++ and Python", "ROS 2", "Linux", "Control theory"),
            ),
            Opening(
                "port-account-manager",
                "Account Manager, Ports",
                "Antwerp, Belgium",
                ("Look after thirty port authorities", "Prepare offers and negotiate contracts"),
                ("Sales experience", "Dutch and French", "CRM tools"),
            ),
        ),
        later=(
            Opening(
                "robotics-test-engineer",
                "Robotics Test Engineer",
                "Rotterdam, Netherlands",
                ("Break prototypes before customers do", "Automate the test bench"),
                ("Python", "Mechanical engineering", "CAD", "Prototyping"),
            ),
            Opening(
                "manufacturing-engineer",
                "Manufacturing Engineer",
                "Rotterdam, Netherlands",
                ("Plan the assembly line for the second arm", "Shorten cycle times"),
                ("CAD/CAM", "CNC machining", "Lean production", "GD&T"),
            ),
            Opening(
                "embedded-python-engineer",
                "Embedded Python Engineer",
                "Remote, Europe",
                ("Own the telemetry service on the arm", "Write drivers and their tests"),
                ("Python", "asyncio", "Linux", "MongoDB"),
            ),
        ),
    ),
    SampleCompany(
        slug="lumen-clinic",
        name="Lumen Clinic",
        shows="json-ld",
        about="Lumen Clinic runs eye hospitals in eleven cities and writes its own software.",
        openings=(
            Opening(
                "backend-engineer-appointments",
                "Backend Engineer, Appointments",
                "Remote, Europe",
                (
                    "Own the service that books two million appointments a year",
                    "Move it from cron jobs to events",
                    "Be on call one week in six, with the day after off",
                ),
                ("Python", "asyncio", "MongoDB or PostgreSQL", "Docker"),
            ),
            Opening(
                "ophthalmic-nurse",
                "Ophthalmic Nurse",
                "Porto, Portugal",
                ("Prepare patients for surgery", "Teach new colleagues"),
                ("Registered nurse", "Portuguese"),
            ),
        ),
    ),
    SampleCompany(
        slug="tidewater-data",
        name="Tidewater Data",
        shows="board",
        about="Tidewater Data forecasts tides, flows and prices for utilities.",
        openings=(
            Opening(
                "staff-data-engineer",
                "Staff Data Engineer",
                "Lisbon, Portugal or remote",
                (
                    "Design pipelines for forty thousand river gauges",
                    "Choose the storage and answer for its cost",
                ),
                ("Python", "SQL", "Apache Kafka", "Airflow", "Docker"),
            ),
            Opening(
                "python-developer-forecasting",
                "Python Developer, Forecasting",
                "Lisbon, Portugal",
                ("Turn models into services", "Keep latency below a tenth of a second"),
                ("Python", "FastAPI", "MongoDB", "Linux"),
            ),
            Opening(
                "office-coordinator",
                "Office Coordinator",
                "Lisbon, Portugal",
                ("Keep the office running", "Plan travel and events"),
                ("Portuguese", "Spreadsheets"),
            ),
        ),
    ),
    SampleCompany(
        slug="fern-and-field",
        name="Fern & Field",
        shows="flaky",
        about="Fern & Field makes machines for farms too small for big tractors.",
        openings=(
            Opening(
                "mechanical-design-engineer",
                "Mechanical Design Engineer",
                "Utrecht, Netherlands",
                ("Design frames and drives of a weeding machine", "Test it in mud, weekly"),
                ("CAD (SolidWorks)", "Sheet metal and welding", "Prototyping", "GD&T"),
            ),
            Opening(
                "field-technician",
                "Field Technician",
                "Groningen, Netherlands",
                ("Repair machines on farms", "Report what breaks"),
                ("Driving licence", "Hydraulics"),
            ),
        ),
    ),
    SampleCompany(slug="old-quay", name="Old Quay Shipping", shows="gone"),
)
