"""Judging by a language model, independent of the provider: prompts, batches, retries and costs.

Each provider implements `ModelClient` in its own package (`reactor.match.gemini`,
`reactor.match.openai`).
"""
