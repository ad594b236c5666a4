"""Ranks and saved jobs as one JSON document: out of a database, and into another."""
