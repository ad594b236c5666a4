"""The matcher for models behind an OpenAI-compatible endpoint, local or hosted."""

from reactor.match.openai.matcher import OpenAiMatcher

__all__ = ["OpenAiMatcher"]
