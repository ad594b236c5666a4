"""Judging by a language model, whoever runs it: what is asked, in which rounds, and what it costs.

Nothing in here knows a provider: `Client` is what each of them has to be, and stands in a package
of its own (`reactor.match.gemini`, `reactor.match.openai`).
"""
