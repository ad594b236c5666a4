"""The reactive core: what happens in the database becomes jobs, and jobs become runs.

    stream -> inbox (batch) -> consumer -> queue -> dispatcher -> runner -> pipeline

`rebuild` feeds the same consumer; `lease` proves that this reactor is alive; `journal` tells in
the log what was decided; `assembly` puts the parts together.
"""
