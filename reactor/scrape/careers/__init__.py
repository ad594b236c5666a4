"""A company's own careers page: which postings it lists, told from all else it links to.

Imports libxml: only ever in the parsing process.
"""
