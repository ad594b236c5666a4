"""One visit to a company, step by step: list, find what is new, screen, read, analyse."""

from reactor.pipeline.pipeline import Pipeline

__all__ = ["Pipeline"]
