"""Reads a page as groups of repeated records and decides which groups are lists of postings.

It imports libxml, so only the parsing process imports it.
"""
