"""Matching without a key: words are compared, nothing leaves the house."""

from reactor.match.keyword.matcher import KeywordMatcher

__all__ = ["KeywordMatcher"]
