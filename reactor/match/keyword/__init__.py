"""Matching without a language model: words are compared, and nothing is sent."""

from reactor.match.keyword.matcher import KeywordMatcher

__all__ = ["KeywordMatcher"]
