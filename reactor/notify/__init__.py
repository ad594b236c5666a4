"""Tells people what they would not look for: matches, troubles, the day.

What is to be told is written to the outbox (`mongo/notifications.py`) together with what it tells
of; `relay` takes it from there, `messages` words it, and `delivery` has it sent by a process of
its own, `courier`. This package's front imports nothing, so that the courier starts quickly.
"""
