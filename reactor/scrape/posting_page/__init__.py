"""Reads a posting's own page: its full text and its facts.

It imports libxml and trafilatura, so only the parsing process imports it.
"""
