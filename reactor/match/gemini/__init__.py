"""Judging by a Gemini model: all that is Google's."""

from reactor.match.gemini.matcher import GeminiMatcher

__all__ = ["GeminiMatcher"]
