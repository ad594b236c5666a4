"""The outbox: what is to be told to people, and what of a result goes into it."""
