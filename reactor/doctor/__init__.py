"""Finds out what is wrong, says it, and says what to do about it."""
