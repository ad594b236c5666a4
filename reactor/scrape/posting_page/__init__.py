"""One posting's own page: its whole text, and what else it states.

Imports libxml and trafilatura: only ever in the parsing process.
"""
