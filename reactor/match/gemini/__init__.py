"""The matcher for Gemini models: everything specific to Google."""

from reactor.match.gemini.matcher import GeminiMatcher

__all__ = ["GeminiMatcher"]
