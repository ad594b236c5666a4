"""One visit to a company, step by step: list, select new postings, screen, read, judge."""

from reactor.pipeline.pipeline import Pipeline

__all__ = ["Pipeline"]
