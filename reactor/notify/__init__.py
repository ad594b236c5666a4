"""Notifications: matches, troubles, and the daily report.

A notification is written to the outbox (`mongo/notifications`) with the change that it reports.
`relay` claims it, `messages` words it, and `delivery` sends it through a separate process,
`sender_process`. This file imports nothing, so that the process starts quickly.
"""
