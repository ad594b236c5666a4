"""Texts that speak to a language model instead of to applicants.

A posting is data, and the instruction says so; but a model may still be talked into something. So
what speaks to it is judged alone, where it can spoil nothing but its own judgement.
"""

import re
import unicodedata

_UNSEEN = ("Cf", "Co", "Cn", "Cs")
_CONTROLS = {ord(mark): None for mark in map(chr, (*range(9), 11, 12, *range(14, 32), 127))}
_ADDRESS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}"
    r"\b(?:previous|prior|above|earlier|all|any|your)\b.{0,40}"
    r"\b(?:instructions?|rules?|prompts?|guidelines?|directions?)\b"
    r"|\b(?:system|developer|hidden) prompt\b"
    r"|\bas an? (?:ai|llm|language model|assistant)\b"
    r"|\byou are (?:now )?(?:an? )?(?:ai|llm|language model|assistant|chatbot|dan)\b"
    r"|\b(?:note|message|attention|instructions?) (?:to|for) (?:the |any |all )?"
    r"(?:ai|llms?|language models?|models?|assistants?|bots?|screeners?|parsers?)\b"
    r"|<\|?/?(?:system|assistant|user|im_start|im_end|endoftext)\b"
    r"|\bsuitability_?score\b|\bworth_?reading\b|\bjudge?ments?\"?\s*:",
    re.IGNORECASE | re.DOTALL,
)


def visible(text: str) -> str:
    """A text without the characters that nobody sees: they carry messages to models only."""
    if text.isascii():
        return text.translate(_CONTROLS)
    shown = (mark for mark in text if unicodedata.category(mark) not in _UNSEEN)
    return "".join(shown).translate(_CONTROLS)


def addresses_a_model(text: str) -> bool:
    """Whether a text seems to speak to a language model. A false alarm costs one request."""
    return _ADDRESS.search(visible(text)) is not None
