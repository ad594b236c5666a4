"""Everything that is decided, as pure functions of what is known.

`reactions` decides about a company, `schedule` when and in whose turn, `verdict` about a job whose
run failed. Nothing here reads, writes or waits.
"""
