"""Reads a company's own careers page: the postings that it lists, apart from its other links.

It imports libxml, so only the parsing process imports it.
"""
