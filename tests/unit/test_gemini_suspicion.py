"""Which texts seem to speak to a language model: in every disguise, and in a bounded time."""

from time import process_time

import pytest

from reactor.match.llm.injection_detection import addresses_a_model, visible
from tests.gemini.hostile import Hostile, harmless, hostile

MAX_FALSE_ALARMS = 0.05
MAX_TEXT = 30_000
WALES = "".join(chr(0xE0000 + ord(mark)) for mark in "gbwls") + "\U000e007f"


@pytest.mark.parametrize("text", hostile(), ids=lambda text: text.name)
def test_a_hostile_posting_is_recognised(text: Hostile) -> None:
    assert addresses_a_model(text.posting.title) or addresses_a_model(text.posting.text)


def test_what_only_speaks_of_models_is_seldom_taken_for_hostile() -> None:
    alarms = [each.title for each in harmless() if addresses_a_model(f"{each.title}\n{each.text}")]
    assert len(harmless()) >= 20
    assert len(alarms) <= MAX_FALSE_ALARMS * len(harmless()), alarms


@pytest.mark.parametrize(
    "text",
    [
        "Schiff\u00adfahrts\u00adkauffrau (m/w/d)",
        "\ufeffEngineer\u200b",
        f"Team \N{MAN}\u200d\N{PERSONAL COMPUTER} in Wales \N{WAVING BLACK FLAG}{WALES}",
        "\u041f\u0440\u043e\u0433\u0440\u0430\u043c\u043c\u0438\u0441\u0442 1\u0421, QA-team",
        "Call +49 421 000000, reference deadbeef0123456789abcdef0123456789abcdef",
        "https://jobs.example/c3VtbWVyLWludGVybnNoaXAtMjAyNi1iZXJsaW4",
    ],
)
def test_marks_that_pages_are_full_of_mean_no_harm(text: str) -> None:
    assert not addresses_a_model(text)


def test_what_nobody_sees_is_not_shown_to_a_model() -> None:
    assert visible("Chef\u200b\u202e\U000e0041\x00 in Kiel\n") == "Chef in Kiel\n"


@pytest.mark.parametrize(
    "piece",
    [
        *("a", "1a", "a ", " ", "\n ", "<", "#", '"', '"aaaa', "=", ".", "A+", "![", "\n## "),
        *("ignore ", "score ", "list ", "dear ", "QUJD", "ab ", "rank a b ", "you are ", "a\u0430"),
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * MAX_TEXT)[:MAX_TEXT]
    varied = " ".join(text[n : n + 997] + str(n * n) for n in range(0, MAX_TEXT, 1000))
    started = process_time()
    addresses_a_model(varied)
    addresses_a_model(text[:1999])
    assert process_time() - started < 3
