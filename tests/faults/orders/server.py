"""The jobs as MongoDB has them, and the changes of them that its stream tells of."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from reactor.documents import Job

OTHER = "another reactor"
MAX_CRASHES = 3
FINISHED = ("completed", "failed")

Change = Mapping[str, Any]


@dataclass
class Entry:
    """A job as the server has it.

    Attributes:
        company: whose job it is.
        crashes: as they are counted.
        blame: how many there were.
        status: `absent` until it is inserted.
        owner: the reactor that claimed it.
        token: of that claim.
    """

    company: str
    crashes: int = 0
    blame: int = 0
    status: str = "absent"
    owner: str | None = None
    token: str | None = None

    @property
    def claimable(self) -> bool:
        return self.status == "pending" and self.owner is None

    @property
    def is_active(self) -> bool:
        return self.status in ("pending", "processing")


@dataclass
class Server:
    """Carries out what reactors and people ask for, and tells all reactors of it.

    Attributes:
        jobs: by their ids; those that are absent have not been inserted yet.
        leases: reactors whose leases are there.
        listeners: called with each change that the stream's filter lets pass.
        wrong: what should not have been asked for.
    """

    jobs: dict[int, Entry]
    leases: set[str] = field(default_factory=set)
    listeners: list[Callable[[Change], None]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    _tokens: int = 0

    # What people do

    def insert(self, number: int) -> None:
        entry = self.jobs[number]
        entry.status = "pending"
        inserted = {"company": entry.company, "status": "pending"}
        self._tell({"operationType": "insert", "key": number, "ours": False} | inserted)

    def delete(self, number: int) -> None:
        entry = self.jobs[number]
        change = self._update(number, ours=False) | {"operationType": "delete"}
        entry.status, entry.owner, entry.token = "deleted", None, None
        self._tell(change)

    def requeue(self, number: int) -> None:
        """A person sets a running job back to pending, whose lease stays."""
        change = self._update(number, ours=False, status="pending")
        self.jobs[number].status = "pending"
        self._tell(change)

    # What reactors ask for

    def claim(
        self, owner: str, but: Collection[Any] = (), not_of: Collection[Any] = ()
    ) -> Job | None:
        for number, entry in sorted(self.jobs.items()):
            if entry.claimable and number not in but and entry.company not in not_of:
                self._tokens += 1
                change = self._update(number, ours=True, status="processing", claimedBy=owner)
                entry.status, entry.owner, entry.token = "processing", owner, f"t{self._tokens}"
                if entry.crashes:
                    # Claims of other jobs are no news to anybody.
                    self._tell(change)
                claimed = {"_id": number, "companyId": entry.company, "crashCount": entry.crashes}
                lease = {"owner": owner, "token": entry.token}
                return Job.read(claimed | {"status": "processing", "lease": lease})
        return None

    def hand_back(self, job: Job) -> None:
        if self.jobs[job.id].token == job.token:
            self.let_go(job.id)

    def hand_back_strays(self, owner: str, running: Collection[Any]) -> None:
        for number, entry in self.jobs.items():
            if entry.owner == owner and number not in running:
                self.let_go(number)

    def complete(self, job: Job) -> bool:
        """A run has its result saved, if the job is still its own."""
        entry = self.jobs[job.id]
        fenced = (entry.token, entry.status) == (job.token, "processing")
        if not (fenced and entry.owner in self.leases):
            return False
        self._end(job.id, "completed")
        return True

    def count_crash(self, job: Job) -> bool:
        """A job's run raised: so it goes back counted, or fails."""
        entry = self.jobs[job.id]
        if (entry.token, entry.status) != (job.token, "processing"):
            return False
        entry.blame += 1
        self._crash(job.id)
        return True

    def start_over(self, numbers: Collection[Any]) -> None:
        for number in numbers:
            entry = self.jobs[number]
            if entry.is_active:
                entry.crashes = entry.blame = 0

    def expire(self, owner: str, may_crash: Callable[[Entry], bool]) -> None:
        """A lease has gone, and who hears of it takes the jobs from its owner."""
        for number, entry in self.jobs.items():
            if entry.owner == owner and entry.status == "processing":
                entry.blame += int(may_crash(entry))
                self._crash(number)
            elif entry.owner == owner:
                self.let_go(number)

    def _crash(self, number: int) -> None:
        entry = self.jobs[number]
        entry.crashes += 1
        if entry.crashes > entry.blame:
            self.wrong.append("a crash is counted, and nothing crashed")
        if entry.crashes >= MAX_CRASHES:
            self._end(number, "failed")
        else:
            self.let_go(number)

    def _end(self, number: int, status: str) -> None:
        entry = self.jobs[number]
        change = self._update(number, ours=True, status=status)
        entry.status, entry.owner, entry.token = status, None, None
        self._tell(change)

    def let_go(self, number: int) -> None:
        entry = self.jobs[number]
        goes_back = {"status": "pending"} if entry.status == "processing" else {}
        change = self._update(number, ours=True, **goes_back)
        entry.status, entry.owner, entry.token = goes_back.get("status", entry.status), None, None
        self._tell(change)

    def _update(self, number: int, *, ours: bool, **told: str) -> dict[str, Any]:
        """A change in the shape that the stream's filter gives it."""
        entry = self.jobs[number]
        before = {"before": entry.company, "statusBefore": entry.status}
        return {"operationType": "update", "key": number, "ours": ours} | before | told

    def _tell(self, change: Change) -> None:
        for listener in self.listeners:
            listener({"collection": "jobqueues", **change})
