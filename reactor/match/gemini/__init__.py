"""Judging by a Gemini model."""

from reactor.match.gemini.matcher import GeminiMatcher

__all__ = ["GeminiMatcher"]
