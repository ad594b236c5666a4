"""The README and its further pages are the manual: what they name is there, and the reverse."""

import re
from argparse import Namespace
from pathlib import Path

import pytest

from reactor.cli import command_line, help_
from reactor.errors import SettingsError
from reactor.manual import page, topics
from reactor.match.gemini.prices import price_of
from reactor.match.llm.price import cost_at
from reactor.match.llm.reply import TokenCounts
from reactor.scrape.boards import BOARDS
from reactor.scrape.boards.overview import table
from reactor.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
PAGES = {"README.md": README} | {
    f"reactor/manual/{topic}.md": page(topic) for topic in sorted(topics())
}
MANUAL = "\n\n".join(PAGES.values())
SETTINGS = {Settings.variable(field) for field in Settings.model_fields}
DOCKER_ONLY = {
    "MONGO_IMAGE",
    "PYTHON_IMAGE",
    "MONGO_PORT",
    "MONGO_ROOT_PASSWORD",
    "MONGO_APP_PASSWORD",
}


_OPTION = re.compile(r"--[a-z-]+")
COMMANDS = set(re.findall(r"(?m)^    ([a-z-]+)(?:  |$)", command_line().format_help()))


def options_of(command: str, printed: pytest.CaptureFixture[str]) -> set[str]:
    """Those that its help tells of."""
    with pytest.raises(SystemExit):
        command_line().parse_args([command, "--help"])
    return set(_OPTION.findall(printed.readouterr().out))


def calls() -> list[str]:
    """Every `reactor ...` that stands in a code block or between backticks."""
    blocks = re.findall(r"(?m)^(?:    |\$ |```sh\n)(.+)$", MANUAL)
    output = r"^(?:ok|look|wrong|reactor) |^ {3,}|\d\d:\d\d"  # what commands print
    code = [*re.findall(r"`([^`\n]+)`", MANUAL), *(b for b in blocks if not re.search(output, b))]
    return [
        call for text in code for call in re.findall(r"(?<!the )\breactor ([a-z][^&#|→]*)", text)
    ]


def headings(text: str) -> set[str]:
    named = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w -]", "", name).lower().replace(" ", "-") for name in named}


def links() -> list[tuple[str, str]]:
    """Every link within the project: the page that it is on, and where it leads."""
    return sorted(
        (name, target)
        for name, text in PAGES.items()
        for target in set(re.findall(r"\]\(([^)\s]+)\)", text))
        if "://" not in target
    )


def test_every_command_is_named() -> None:
    assert len(COMMANDS) >= 10
    assert {call.split()[0] for call in calls()} == COMMANDS


def test_every_option_named_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    used = {(call.split()[0], option) for call in calls() for option in _OPTION.findall(call)}
    assert ("doctor", "--test-pipeline") in used
    assert [each for each in used if each[1] not in options_of(each[0], capsys)] == []


def test_every_setting_named_is_there() -> None:
    named = set(re.findall(r"\b(?:REACTOR|GEMINI|MONGO|MONGODB)_[A-Z_]+\b", MANUAL))
    assert named <= SETTINGS | DOCKER_ONLY


@pytest.mark.parametrize(("name", "target"), links())
def test_links_within_the_manual_lead_somewhere(name: str, target: str) -> None:
    path, _, heading = target.partition("#")
    there = (ROOT / name).parent / path if path else ROOT / name
    assert there.exists()
    if heading:
        assert heading in headings(there.read_text())


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:reactor|tests|mongo-init)/[\w./-]+)`", MANUAL)))
)
def test_files_named_are_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_first_two_blocks_are_the_commands_to_begin_with() -> None:
    first, second = re.findall(r"```sh\n(.*?)\n```", README, re.DOTALL)
    assert first.endswith("&& .venv/bin/reactor demo")
    assert " && .venv/bin/pytest" in second


def test_the_table_of_boards_is_the_registrys() -> None:
    assert f"\n\n{table()}\n\n" in page("reading")
    assert [board.name for board in BOARDS.values() if board.title not in table()] == []


def test_events_in_the_story_of_the_log_are_told_by_the_program() -> None:
    told = re.findall(r"(?m)^    [\d:.]{12} \w+ +(.+?)  ", MANUAL)
    source = "".join(path.read_text() for path in (ROOT / "reactor").rglob("*.py"))
    assert len(told) >= 8
    assert [event for event in told if f'"{event}"' not in source] == []


def test_the_costs_told_follow_from_the_tokens_and_the_prices() -> None:
    """With thinking on, each answer has a thousand tokens more."""
    rows = re.findall(
        r"(?m)^\|[^|]+\| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| \$([\d.]+) \| \$([\d.]+) \|$",
        page("matching"),
    )
    price = price_of("gemini-3.5-flash-lite")
    assert price
    assert len(rows) == 5
    for *tokens, off, on in rows:
        asked, read, written = (int(count.replace(",", "")) for count in tokens)
        for thought, told in ((0, off), (1_000, on)):
            usage = TokenCounts(asked=read, written=written, thought=asked * thought)
            assert f"{cost_at(price, usage).total:.2f}" == told


def test_the_readme_is_short_and_leads_to_every_page() -> None:
    assert len(README.splitlines()) <= 400
    led_to = {target for name, target in links() if name == "README.md"}
    assert {f"reactor/manual/{topic}.md" for topic in topics()} <= led_to
    assert {f"reactor help {topic}" for topic in topics()} <= set(
        re.findall(r"`([^`\n]+)`", README)
    )


def test_help_prints_the_same_pages(capsys: pytest.CaptureFixture[str]) -> None:
    for topic in topics():
        assert help_.execute(Namespace(topic=topic)) == 0
        assert capsys.readouterr().out == page(topic)


def test_help_lists_the_topics_each_by_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert help_.execute(Namespace(topic=None)) == 0
    listed = dict(line.split("  ", 1) for line in capsys.readouterr().out.splitlines())
    assert {name: title.strip() for name, title in listed.items()} == topics()
    assert all(len(title) > 3 for title in topics().values())


@pytest.mark.parametrize("topic", ["nonsense", "../README", "__init__", ""])
def test_a_topic_that_is_not_there_is_told_with_those_that_are(topic: str) -> None:
    with pytest.raises(SettingsError, match=r"there are browser, data, .*trouble"):
        help_.execute(Namespace(topic=topic))


def test_help_on_a_terminal_is_laid_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert help_.execute(Namespace(topic="settings")) == 0
    shown = capsys.readouterr().out
    assert "REACTOR_COOLDOWN" in shown
    assert "|---|" not in shown
