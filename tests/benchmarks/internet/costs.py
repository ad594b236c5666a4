"""What the parts of a large installation cost, as the other benchmarks measured them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs on two x86-64 cores with MongoDB 6.0; each names the benchmark that measures it.

    Attributes:
        look: seconds of a reactor to decide one company (`test_bulk_edit`).
        whole_look: seconds of a reactor for each company of an hourly whole look
            (`test_rebuild`, steady).
        look_memory: bytes that a whole look needs for each company (`test_rebuild`).
        command: seconds of mongod's processor for one small command (`test_throughput`, bare).
        look_commands: commands for one decision in a batch (`test_bulk_edit`).
        visit_commands: commands of a visit that finds nothing new.
        events: change events that a visit causes and that every reactor is sent.
        event: seconds of a reactor to read one change event (`test_idle`, under load).
        heartbeats: writes a second by which one reactor keeps its lease.
        visit: seconds of a visit, the median; pages come from strangers' servers.
        visit_spread: standard deviation of the visit's logarithm.
        failing: share of visits that fail.
    """

    look: float = 0.000_41
    whole_look: float = 0.000_22
    look_memory: float = 600.0
    command: float = 0.000_30
    look_commands: float = 0.05
    visit_commands: float = 9.0
    events: float = 3.0
    event: float = 0.000_05
    heartbeats: float = 0.1
    visit: float = 8.0
    visit_spread: float = 0.8
    failing: float = 0.03
