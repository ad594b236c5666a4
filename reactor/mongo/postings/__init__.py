"""Postings and saved jobs: what a visit found, and what of it was saved for whom."""
