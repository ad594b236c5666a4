"""The labelled set against the real Gemini: costs requests, and runs only when asked for.

    GEMINI_API_KEY=... pytest -s -m gemini tests/labelled/test_matching_with_gemini.py

`-k control` takes the smaller set. The model, the address and the rates are those of the settings.
"""

import os

import pytest

from reactor.match import matcher_for
from reactor.settings import Settings
from tests.gemini.scene import Book
from tests.in_this_process import InThisProcess
from tests.labelled.matching.labelled_set import FOLDER, labelled_pairs
from tests.labelled.matching.outcome import Agreement, table
from tests.labelled.matching.run import groups_of, judged, plan_of

pytestmark = [
    pytest.mark.gemini,
    pytest.mark.timeout(0),  # the quota decides how long it takes
    pytest.mark.skipif(not os.environ.get("GEMINI_API_KEY"), reason="GEMINI_API_KEY is not set"),
    # Google's library subclasses aiohttp's session, which aiohttp discourages.
    pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession"),
]


@pytest.mark.parametrize("folder", [FOLDER, FOLDER / "control"], ids=["set", "control"])
async def test_gemini_agrees_with_the_recruiter(
    folder: os.PathLike[str], capsys: pytest.CaptureFixture[str]
) -> None:
    settings, book = Settings.from_environment(), Book()
    pairs = labelled_pairs(FOLDER.joinpath(folder))
    groups = groups_of(pairs)
    plan = plan_of(groups)
    with capsys.disabled():
        print(f"\n{plan.told(settings)}", flush=True)  # noqa: T201 - said before it is spent
    assert plan.requests <= settings.gemini_rpd, "more than a day's requests"
    matcher = matcher_for(settings, book, book, InThisProcess())
    try:
        run = await judged(matcher, groups)
    finally:
        await matcher.aclose()
    agreement = Agreement(run.outcomes)
    spent = sum(usage.input_tokens for usage in book.usages)
    answered = sum(usage.output_tokens for usage in book.usages)
    with capsys.disabled():
        print(table(agreement))  # noqa: T201 - the result
        print(f"took {len(book.usages)} requests, {spent} tokens in, {answered} out")  # noqa: T201 - likewise
    assert run.troubles == []
    assert run.unanswered == []
    if settings.gemini_base_url is None:
        assert agreement.area >= 0.85
        assert agreement.recall >= 0.95
