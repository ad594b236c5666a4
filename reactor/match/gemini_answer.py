"""What an answer of Gemini says: a match, that it declines, or nothing that can be read."""

from google.genai.types import BlockedReason, FinishReason, GenerateContentResponse
from pydantic import ValidationError

from reactor.errors import PassingError
from reactor.match.matcher import Match

DECLINED = (
    FinishReason.SAFETY,
    FinishReason.RECITATION,
    FinishReason.LANGUAGE,
    FinishReason.BLOCKLIST,
    FinishReason.PROHIBITED_CONTENT,
    FinishReason.SPII,
    FinishReason.MODEL_ARMOR,
)


def match_in(response: GenerateContentResponse) -> Match:
    """The match that an answer holds.

    An answer that was blocked would be blocked again, so it is a match of its own: score 0, and the
    reason to be seen.

    Raises:
        PassingError: it was cut off, empty or not as asked for; asked again, it may be better.
    """
    declined = _declined(response)
    if declined is not None:
        point = f"The language model declined to judge this posting: {declined}."
        return Match(suitability_score=0, consideration_points=(point,))
    if _finish(response) is FinishReason.MAX_TOKENS:
        raise PassingError("Gemini's answer was cut off before its end")
    try:
        return Match.model_validate_json(response.text or "")
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, problem["loc"])) or "the answer"
        raise PassingError(f"Gemini's answer is malformed: {place}: {problem['msg']}") from None


def _finish(response: GenerateContentResponse) -> FinishReason | None:
    return response.candidates[0].finish_reason if response.candidates else None


def _declined(response: GenerateContentResponse) -> str | None:
    """Why the question or its answer was blocked, or None if it was not."""
    blocked: BlockedReason | None = (
        response.prompt_feedback.block_reason if response.prompt_feedback else None
    )
    finish = _finish(response)
    if blocked is not None:
        return blocked.value
    return finish.value if finish in DECLINED and finish is not None else None
