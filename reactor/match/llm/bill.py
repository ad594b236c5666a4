"""What one call cost, as the answer says."""

from reactor.documents import Company
from reactor.match.llm.model import Model
from reactor.match.llm.question import Question
from reactor.match.llm.reply import ModelAnswer, TokenCounts
from reactor.match.llm.usage_ledger import TokenUsage


def usage_of(  # noqa: PLR0913 - what one document of `tokenusages` tells
    answered: ModelAnswer,
    question: Question,
    model: Model,
    *,
    process_id: str,
    user_email: str,
    company: Company,
) -> TokenUsage:
    """The call's entry for the ledger.

    Args:
        answered: the answer.
        question: what was asked.
        model: the one that was asked; the price is that of the one that answered, if it is known.
        process_id: the matcher that asked.
        user_email: for whom; `""` for nobody in particular.
        company: about whose postings.
    """
    used = answered.usage or TokenCounts(asked=question.tokens, total=question.tokens)
    return TokenUsage(
        process_id=process_id,
        model=model.name,
        operation=question.operation,
        estimated_tokens=question.tokens,
        actual_tokens=used.total,
        input_tokens=used.asked,
        output_tokens=used.written + used.thought,
        cost=model.cost(answered.model, used),
        user_email=user_email,
        company_id=str(company.id),
        company_name=company.name or company.label,
    )
