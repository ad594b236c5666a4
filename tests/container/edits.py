"""What a person types into mongosh, in the `mongodb` container."""

import json
from dataclasses import dataclass
from typing import Any

from tests.container.stack import Stack
from tests.container.transcript import Transcript, check, eventually

USER = "noor@example.org"
COMPANY = "harbor-robotics"
_CV = (
    "Mechanical engineer, 8 years. Designs grippers, joints and drives in SolidWorks, from sketch "
    "to series production. GD&T, CNC machining, finite element analysis, Python for test benches."
)
_PEOPLE_AND_COMPANIES = f"""
db.users.insertOne({{email: '{USER}', cvText: '{_CV}'}});
db.companies.insertOne({{
  companyID: '{COMPANY}', company: 'Harbor Robotics', selector: 'ul.openings a',
  careers_url: 'http://careers:8000/{COMPANY}/careers'}});
"""
_TRACK = f"""
db.usercompanypreferences.insertOne({{
  userId: '{USER}', rank: 90, companyId: db.companies.findOne({{companyID: '{COMPANY}'}})._id}})
"""


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody at the keyboard.

    Attributes:
        stack: where they type.
        transcript: where it is shown.
    """

    stack: Stack
    transcript: Transcript

    def type(self, edit: str) -> str:
        """Type an edit, and show it."""
        self.transcript.say(f"mongosh> {edit.strip()}")
        return self._mongosh(edit)

    def ask(self, expression: str) -> Any:
        """The value of an expression."""
        return json.loads(self._mongosh(f"print(EJSON.stringify({expression}))"))

    def plant(self) -> None:
        """Enter a person and a company that nobody tracks yet."""
        self._mongosh(_PEOPLE_AND_COMPANIES)

    def track(self) -> int:
        """Track the company, which causes a visit; its number."""
        number = self.visits() + 1
        self.type(_TRACK)
        return number

    def change_rank(self, rank: int) -> int:
        """Edit the rank, which causes a visit; its number."""
        number = self.visits() + 1
        self.type(f"db.usercompanypreferences.updateOne({{}}, {{$set: {{rank: {rank}}}}})")
        return number

    def visits(self) -> int:
        """How many jobs are completed."""
        count = self.ask("db.jobqueues.countDocuments({status: 'completed'})")
        assert isinstance(count, int)
        return count

    def wait_for_visit(self, number: int) -> None:
        """Wait until so many jobs are completed."""
        eventually(f"visit {number} is completed", lambda: self.visits() >= number)

    def wait_until_running(self) -> None:
        """Wait until a job runs."""
        running = "db.jobqueues.countDocuments({status: 'processing'})"
        eventually("a job runs", lambda: self.ask(running))

    def saved(self) -> list[str]:
        """What was saved for the person, by title; a title twice is a posting twice."""
        saved = self.ask("db.savedjobs.find().sort({title: 1}).toArray()")
        return [job["title"] for job in saved]

    def check_saved_once(self) -> None:
        """Refuse a posting that is saved twice.

        Raises:
            NotSoError: there is one, or nothing is saved.
        """
        saved = self.saved()
        check("every posting is saved once", holds=len(saved) == len(set(saved)) > 0)

    def _mongosh(self, program: str) -> str:
        password = self.stack.settings["MONGO_ROOT_PASSWORD"]
        login = f"root:{password}@" if self.stack.asks_for_login else ""
        address = f"mongodb://{login}localhost/scoutly?authSource=admin&directConnection=true"
        return self.stack.inside("mongodb", "mongosh", "--quiet", address, "--eval", program)
