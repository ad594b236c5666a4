"""Reads a page as groups of repeated records, and judges which groups are lists of postings.

Imports libxml: only ever in the parsing process.
"""
