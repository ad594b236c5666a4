"""What one call cost, as the answer says."""

from google.genai.types import GenerateContentResponse

from reactor.documents import Company
from reactor.match.gemini.question import Question
from reactor.match.ledger import TokenUsage
from reactor.match.prices import cost_of, price_of


def usage_of(  # noqa: PLR0913 - what one document of `tokenusages` tells
    response: GenerateContentResponse,
    question: Question,
    *,
    process_id: str,
    model: str,
    user_email: str,
    company: Company,
) -> TokenUsage:
    """The call's entry for the ledger.

    Args:
        response: the answer.
        question: what was asked.
        process_id: the matcher that asked.
        model: the one that was asked; the price is that of the one that answered, if it is known.
        user_email: for whom; `""` for nobody in particular.
        company: about whose postings.
    """
    counted = response.usage_metadata
    asked = (counted and counted.prompt_token_count) or (0 if counted else question.tokens)
    written = (counted and counted.candidates_token_count) or 0
    thought = (counted and counted.thoughts_token_count) or 0
    cached = (counted and counted.cached_content_token_count) or 0
    answered_by = response.model_version or model
    return TokenUsage(
        process_id=process_id,
        model=model,
        operation=question.operation,
        estimated_tokens=question.tokens,
        actual_tokens=(counted and counted.total_token_count) or asked + written + thought,
        input_tokens=asked,
        output_tokens=written + thought,
        cost=cost_of(
            answered_by if price_of(answered_by) else model,
            input_tokens=asked,
            output_tokens=written + thought,
            cached_tokens=cached,
        ),
        user_email=user_email,
        company_id=str(company.id),
        company_name=company.name or company.label,
    )
