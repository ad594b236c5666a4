"""The reactive core: what happens in the database becomes jobs, and jobs become runs.

    stream -> inbox (batch) -> consumer -> queue -> dispatcher -> runner -> pipeline

`reconciliation` feeds the same consumer; `lease` proves that this reactor is alive; `decision_log`
logs the decisions; `assembly` puts the parts together.
"""
