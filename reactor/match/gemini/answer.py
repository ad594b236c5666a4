"""What an answer of Gemini says: text of the form asked for, that it declines, or half of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from google.genai.types import BlockedReason, FinishReason, GenerateContentResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reactor.match.matcher import Match

_DECLINED = (
    FinishReason.SAFETY,
    FinishReason.RECITATION,
    FinishReason.LANGUAGE,
    FinishReason.BLOCKLIST,
    FinishReason.PROHIBITED_CONTENT,
    FinishReason.SPII,
    FinishReason.MODEL_ARMOR,
)
_FENCE = "```"


class ScreeningAnswer(BaseModel):
    """The form of the answer to a screening; the descriptions are what the model is told."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    worth_reading: tuple[int, ...] = Field(
        alias="worthReading", description="ids of the titles that are worth reading"
    )


class Judgement(Match):
    """One posting's judgement, as the model is asked for it."""

    id: int = Field(description="the posting's id")


class AnalysisAnswer(BaseModel):
    """The form of the answer to an analysis."""

    model_config = ConfigDict(frozen=True)

    judgements: tuple[Judgement, ...] = Field(description="one for each posting")


@dataclass(frozen=True, slots=True)
class Said:
    """The model answered to the end, usable or not."""

    text: str


@dataclass(frozen=True, slots=True)
class Declined:
    """The question or its answer was blocked; asked again, it would be blocked again."""

    reason: str


@dataclass(frozen=True, slots=True)
class CutOff:
    """The answer was too long for the model."""


Reply = Said | Declined | CutOff


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read from an answer about several subjects.

    Attributes:
        found: by id, what was said of a subject.
        complaint: what was wrong with the rest, for the model to mend; it quotes no answer.
    """

    found: Mapping[int, Any] = field(default_factory=dict)
    complaint: str = ""


def reply_of(response: GenerateContentResponse) -> Reply:
    """How an answer ended."""
    blocked: BlockedReason | None = (
        response.prompt_feedback.block_reason if response.prompt_feedback else None
    )
    finish = response.candidates[0].finish_reason if response.candidates else None
    if blocked is not None:
        return Declined(blocked.value)
    if finish in _DECLINED and finish is not None:
        return Declined(finish.value)
    if finish is FinishReason.MAX_TOKENS:
        return CutOff()
    return Said(response.text or "" if response.candidates else "")


def read_screening(text: str, count: int) -> Reading:
    """For each of `count` titles whether it is worth reading."""
    try:
        chosen = ScreeningAnswer.model_validate_json(bare(text)).worth_reading
    except ValidationError as error:
        return Reading(complaint=_problem(error))
    return Reading({number: number in chosen for number in range(1, count + 1)})


def read_judgements(text: str, count: int) -> Reading:
    """The matches of `count` postings, as far as they are there, each read for itself."""
    try:
        answer = json.loads(bare(text))
        items = answer["judgements"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return Reading(complaint='it must be one JSON object {"judgements": [...]}')
    found: dict[int, Match] = {}
    complaints: list[str] = []
    twice: set[int] = set()
    for item in items if isinstance(items, list) else []:
        try:
            judgement = Judgement.model_validate(item)
        except ValidationError as error:
            complaints.append(_problem(error))
            continue
        if judgement.id in found:
            twice.add(judgement.id)
        found[judgement.id] = Match.model_validate(judgement.model_dump(exclude={"id"}))
    usable = {n: match for n, match in found.items() if 1 <= n <= count and n not in twice}
    if len(usable) < count:
        complaints.append("there must be exactly one judgement for each posting's id")
    return Reading(usable, "; ".join(dict.fromkeys(complaints)))


def bare(text: str) -> str:
    """The text, or what stands in the block of code that is all of it."""
    fenced = text.strip()
    inner = fenced.removeprefix(_FENCE).removesuffix(_FENCE)
    opening, line_break, code = inner.partition("\n")
    is_block = len(fenced) - len(inner) == 2 * len(_FENCE) and bool(line_break)
    return code.strip() if is_block and opening.strip() in ("", "json") else text


def _problem(error: ValidationError) -> str:
    problem = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(map(str, problem["loc"])) or "the answer"
    return f"{place}: {problem['msg']}"
