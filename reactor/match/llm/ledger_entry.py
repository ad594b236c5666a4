"""The ledger entry of one call, from the usage in its answer."""

from reactor.documents import Company
from reactor.match.llm.model import Model
from reactor.match.llm.question import Question
from reactor.match.llm.reply import ModelAnswer, TokenCounts
from reactor.match.llm.usage_ledger import TokenUsage


def usage_of(  # noqa: PLR0913 - the fields of a `tokenusages` document
    answered: ModelAnswer,
    question: Question,
    model: Model,
    *,
    process_id: str,
    user_email: str,
    company: Company,
) -> TokenUsage:
    """The ledger entry of one call.

    Args:
        answered: the answer.
        question: the question.
        model: the model that was asked; the price is that of the answering model, if known.
        process_id: id of the matcher.
        user_email: the candidate; `""` for none.
        company: the company.
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
