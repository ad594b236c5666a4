"""The schemas of a model's answers about postings, and their parsing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reactor.match.llm.json_extraction import object_with
from reactor.match.matcher import Match


class ScreeningAnswer(BaseModel):
    """The form of the answer to a screening; the descriptions are what the model is told."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    worth_reading: tuple[int, ...] = Field(
        alias="worthReading", description="ids of the titles that are worth reading"
    )


class ModelJudgement(Match):
    """One posting's judgement, as the model is asked for it."""

    id: int = Field(description="the posting's id")


class AnalysisAnswer(BaseModel):
    """The form of the answer to an analysis."""

    model_config = ConfigDict(frozen=True)

    judgements: tuple[ModelJudgement, ...] = Field(description="one for each posting")


@dataclass(frozen=True, slots=True)
class ParsedAnswer:
    """The usable part of an answer about several subjects.

    Attributes:
        found: parsed answers by id.
        complaint: the errors in the rest, for the model to correct; it quotes no answer.
    """

    found: Mapping[int, Any] = field(default_factory=dict)
    complaint: str = ""


def read_screening(text: str, count: int) -> ParsedAnswer:
    """For each of `count` titles, whether it is worth reading."""
    try:
        found = object_with(text, "worthReading") or {}
        chosen = ScreeningAnswer.model_validate(found).worth_reading
    except ValidationError as error:
        return ParsedAnswer(complaint=_problem(error))
    return ParsedAnswer({number: number in chosen for number in range(1, count + 1)})


def read_judgements(text: str, count: int) -> ParsedAnswer:
    """The valid judgements of `count` postings, each parsed by itself."""
    answer = object_with(text, "judgements")
    if answer is None:
        return ParsedAnswer(complaint='it must be one JSON object {"judgements": [...]}')
    found: dict[int, Match] = {}
    complaints: list[str] = []
    twice: set[int] = set()
    items = answer["judgements"]
    for item in items if isinstance(items, list) else []:
        try:
            judgement = ModelJudgement.model_validate(item)
        except ValidationError as error:
            complaints.append(_problem(error))
            continue
        if judgement.id in found:
            twice.add(judgement.id)
        found[judgement.id] = Match.model_validate(judgement.model_dump(exclude={"id"}))
    usable = {n: match for n, match in found.items() if 1 <= n <= count and n not in twice}
    if len(usable) < count:
        complaints.append("there must be exactly one judgement for each posting's id")
    return ParsedAnswer(usable, "; ".join(dict.fromkeys(complaints)))


def _problem(error: ValidationError) -> str:
    problem = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(map(str, problem["loc"])) or "the answer"
    return f"{place}: {problem['msg']}"
