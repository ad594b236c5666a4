"""Judging by a model behind an OpenAI-compatible endpoint, at home or hosted."""

from reactor.match.openai.matcher import OpenAiMatcher

__all__ = ["OpenAiMatcher"]
