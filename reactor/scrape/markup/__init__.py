"""What a page carries: its text, JSON-LD, microdata, and the data for its own scripts.

Imports libxml: only ever in the parsing process.
"""
