"""Many calls that end at the same moment, as those of five companies may."""

import asyncio
from collections.abc import Sequence

from bson import ObjectId

from reactor.match import PaidAnswer, TokenUsage
from reactor.match.llm.price import Cost
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.ledger import MongoLedger

MODEL = "gemini-flash-lite-latest"
_USAGE = TokenUsage(
    process_id="rush",
    model=MODEL,
    operation="deep_dive_analysis",
    estimated_tokens=1000,
    actual_tokens=1100,
    input_tokens=1000,
    output_tokens=100,
    cost=Cost(input=0.0003, output=0.00025),
    user_email="ada@example.org",
    company_id=str(ObjectId()),
    company_name="Acme",
)


async def recorded_at_once(database: ScoutlyDatabase, calls: int) -> Sequence[None]:
    """Keep so many calls at the same moment, each with four answers."""
    ledger = MongoLedger(database)
    return await asyncio.gather(
        *(
            ledger.record(_USAGE, [_answer(call, posting) for posting in range(4)])
            for call in range(calls)
        )
    )


def _answer(call: int, posting: int) -> PaidAnswer:
    url = f"https://acme.example/{call}/{posting}"
    return PaidAnswer(url, ObjectId(), ObjectId(), url, {"suitabilityScore": 50})
