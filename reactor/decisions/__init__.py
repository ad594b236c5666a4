"""All decisions, as pure functions: nothing here reads, writes or waits.

`reactions` decides about a company, `schedule` computes times and queue order, and `retry_policy`
decides about a job whose run failed.
"""
