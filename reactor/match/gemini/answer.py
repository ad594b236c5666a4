"""Converts a Gemini response to the project's `ModelAnswer`."""

from google.genai.types import BlockedReason, Candidate, FinishReason, GenerateContentResponse

from reactor.match.llm.reply import (
    BlockedReply,
    CompleteReply,
    ModelAnswer,
    Reply,
    ThinkingOnlyReply,
    TokenCounts,
    TruncatedReply,
    WithheldReply,
)

_DECLINED = (
    FinishReason.SAFETY,
    FinishReason.LANGUAGE,
    FinishReason.BLOCKLIST,
    FinishReason.PROHIBITED_CONTENT,
    FinishReason.SPII,
    FinishReason.MODEL_ARMOR,
)
_WITHHELD = (FinishReason.RECITATION, FinishReason.OTHER)
"""Both come and go with the same request: https://github.com/google/generative-ai-docs/issues/518"""

_MALFORMED = (
    FinishReason.MALFORMED_RESPONSE,
    FinishReason.MALFORMED_FUNCTION_CALL,
    FinishReason.UNEXPECTED_TOOL_CALL,
)


def answered(response: GenerateContentResponse, most_tokens: int, effort: int) -> ModelAnswer:
    """The reply in a response, with its token counts.

    Args:
        response: the library's response.
        most_tokens: limit of the answer's tokens.
        effort: index of the thinking effort used.
    """
    usage = _usage_of(response)
    thought = usage.thought if usage else 0
    reply = _reply_of(response, eaten=2 * thought >= most_tokens)
    return ModelAnswer(reply, response.model_version or "", usage, effort)


def _reply_of(response: GenerateContentResponse, *, eaten: bool) -> Reply:
    """How the response ended.

    Args:
        response: the response.
        eaten: whether thinking used at least half of the token limit.
    """
    blocked = response.prompt_feedback.block_reason if response.prompt_feedback else None
    if blocked is not None:
        unknown = blocked is BlockedReason.OTHER
        return WithheldReply(blocked.value) if unknown else BlockedReply(blocked.value)
    if not response.candidates:
        return WithheldReply("no answer")
    finish = response.candidates[0].finish_reason
    said = finish.value if finish else "no answer"
    if finish in _DECLINED:
        return BlockedReply(said)
    text = _text_of(response.candidates[0])
    if finish is FinishReason.MAX_TOKENS:
        return ThinkingOnlyReply() if eaten or not text else TruncatedReply()
    if finish in _WITHHELD or not (text or finish in _MALFORMED):
        return WithheldReply(said)
    return CompleteReply(text)


def _text_of(candidate: Candidate) -> str:
    """The text of a candidate, without thoughts."""
    parts = (candidate.content and candidate.content.parts) or ()
    return "".join(part.text or "" for part in parts if not part.thought)


def _usage_of(response: GenerateContentResponse) -> TokenCounts | None:
    counted = response.usage_metadata
    if counted is None:
        return None
    asked = counted.prompt_token_count or 0
    written = counted.candidates_token_count or 0
    thought = counted.thoughts_token_count or 0
    return TokenCounts(
        asked=asked,
        written=written,
        thought=thought,
        cached=counted.cached_content_token_count or 0,
        total=counted.total_token_count or asked + written + thought,
    )
