"""Extracts a page's text, JSON-LD, microdata and the data for its own scripts.

It imports libxml, so only the parsing process imports it.
"""
