"""What people are shown of the database: reads alone, one question or a few each.

`status`, `doctor`, `/metrics`, the report and the page read the same objects, so that they cannot
disagree. Whoever shows something asks here, and nothing here writes.
"""
