"""The log files that people tail: one line an event, to be read by eye, by grep and as JSON."""

import gzip
import json
import logging
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any
from urllib.parse import quote

import pytest
from bson import ObjectId
from loguru import logger

from reactor import logs
from reactor.errors import SettingsError
from reactor.logs import FILES, configure_logs
from reactor.logs.library_logging import LibraryLines
from reactor.logs.lines import MAX_VALUE
from reactor.settings import Settings

PASSWORD = "correct-horse"  # noqa: S105 - made up
KEY = "AIza-made-up-key"
Configure = Callable[..., None]
_log = logger.bind(channel="queue-processor")


@pytest.fixture(autouse=True)
def loguru_as_it_was() -> Iterator[None]:
    """The logger is one for the whole process: leave no sink and no patcher behind."""
    yield
    logger.remove()
    logger.configure(patcher=lambda _: None)
    logging.captureWarnings(False)
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, LibraryLines)]:
        root.removeHandler(handler)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "logs"


@pytest.fixture
def configure(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Configure:
    """Configure the logs as these settings would."""
    monkeypatch.chdir(tmp_path)  # no .env of the checkout

    def configured(*, screen: bool = False, **overrides: Any) -> None:
        uri = f"mongodb://ada:{PASSWORD}@db.example/scoutly"
        usual = {"log_dir": folder, "mongodb_uri": uri, "gemini_api_key": KEY}
        configure_logs(Settings.from_environment(**usual | overrides), screen=screen)

    return configured


def lines(folder: Path, channel: str = "queue-processor") -> list[str]:
    """The lines of a file, as `tail` and `grep` see them."""
    path = folder / f"{channel}.log"
    return path.read_text("utf-8").split("\n")[:-1] if path.exists() else []


# Text


def test_an_event_is_a_line_with_time_level_event_and_pairs(
    configure: Configure, folder: Path
) -> None:
    configure()
    _log.info("job claimed", job=7, company="acme")
    [line] = lines(folder)
    assert line[:10].count("-") == 2
    assert line.endswith(" INFO    job claimed  job=7 company=acme")


def test_times_are_in_the_zone_of_the_settings_and_say_so(
    configure: Configure, folder: Path
) -> None:
    configure(timezone="Asia/Tokyo")
    before = datetime.now(UTC)
    _log.info("in text")
    configure(timezone="Asia/Tokyo", log_format="json")
    _log.info("in JSON")
    text, as_json = lines(folder)
    for told in (text[:29], json.loads(as_json)["time"]):
        assert told.endswith("+09:00")
        assert abs(datetime.fromisoformat(told) - before) < timedelta(minutes=1)


def test_an_event_without_pairs_has_no_blanks_at_its_end(
    configure: Configure, folder: Path
) -> None:
    configure()
    _log.warning("stream opened")
    assert [line.endswith("WARNING stream opened") for line in lines(folder)] == [True]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain", "plain"),
        ("https://a.example/b?c", "https://a.example/b?c"),
        (0.5, "0.5"),
        (None, "None"),
        ("", '""'),
        ("two words", '"two words"'),
        ("a=b", '"a=b"'),
        ('say "hi"', r'"say \"hi\""'),
        ("two\nlines\r\n", r'"two\nlines\r\n"'),
        ("tab\there", r'"tab\there"'),
        ("Zürich", "Zürich"),
        ("東京 支社", '"東京 支社"'),
        (["a", "b"], "\"['a', 'b']\""),
        (ObjectId("65f000000000000000000001"), "65f000000000000000000001"),
    ],
)
def test_values_are_quoted_where_they_would_be_misread(
    value: Any, written: str, configure: Configure, folder: Path
) -> None:
    configure()
    _log.info("event", value=value)
    assert [line.partition("  value=")[2] for line in lines(folder)] == [written]


@pytest.mark.parametrize(
    "odd", ["{x}", "{}", "{0}", "{{", "<red>", "</red>", "%s", "{extra[line]}"]
)
@pytest.mark.parametrize("log_format", ["text", "json"])
def test_braces_and_tags_in_values_are_only_text(
    odd: str, log_format: str, configure: Configure, folder: Path
) -> None:
    configure(log_format=log_format)
    _log.info("event", title=odd)
    _log.opt(exception=ValueError(odd)).error("broke", title=odd)
    assert all(odd in line for line in lines(folder)[:2])
    assert len(lines(folder)) >= 2


@pytest.mark.parametrize("odd", ["\x1b[2Jgone", "\x1b]0;title\x07", "\x07", "\x9b31m", "\x7f"])
@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_scraped_title_cannot_steer_the_terminal_of_who_tails(
    odd: str, log_format: str, configure: Configure, folder: Path
) -> None:
    configure(log_format=log_format)
    _log.info("event", title=odd)
    assert [line.isprintable() for line in lines(folder)] == [True]


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_half_a_character_in_a_value_loses_no_line(
    log_format: str, configure: Configure, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON boards hold such titles: a surrogate without its pair cannot be written as UTF-8."""
    configure(log_format=log_format)
    _log.info("event", title="Engineer \ud83d")
    assert len(lines(folder)) == 1
    assert capsys.readouterr().err == ""


def test_what_is_bound_and_what_is_told_stand_together(configure: Configure, folder: Path) -> None:
    configure()
    with logger.contextualize(job="j1"):
        _log.info("run started", reason="due")
    assert [line.endswith("  job=j1 reason=due") for line in lines(folder)] == [True]


def test_an_error_stands_in_its_line(configure: Configure, folder: Path) -> None:
    configure()
    _log.opt(exception=KeyError("title")).error("run broke", job=7)
    assert [line[30:] for line in lines(folder)] == [
        "ERROR   run broke  job=7 error=\"KeyError: 'title'\""
    ]


def test_at_debug_the_trace_of_an_error_stands_below_its_line(
    configure: Configure, folder: Path
) -> None:
    configure(log_level="DEBUG")
    try:
        {}["title"]  # type: ignore[index]
    except KeyError as error:
        _log.opt(exception=error).error("run broke", job=7)
    assert lines(folder)[0].endswith("ERROR   run broke  job=7 error=\"KeyError: 'title'\"")
    assert "KeyError: 'title'" in lines(folder)[-1]


# JSON


def test_json_lines_parse_and_keep_their_types(configure: Configure, folder: Path) -> None:
    configure(log_format="json")
    _log.info("posting analysed", score=72, title='two\nlines "x"', job=ObjectId("65f" + "0" * 21))
    [entry] = map(json.loads, lines(folder))
    assert entry.pop("time")
    assert entry == {
        "level": "INFO",
        "channel": "queue-processor",
        "event": "posting analysed",
        "score": 72,
        "title": 'two\nlines "x"',
        "job": "65f" + "0" * 21,
    }


def test_an_error_is_one_json_line(configure: Configure, folder: Path) -> None:
    configure(log_format="json")
    _log.opt(exception=ValueError("two\nlines")).error("run broke")
    [entry] = map(json.loads, lines(folder))
    assert entry["exception"] == "ValueError: two\nlines"


@pytest.mark.parametrize(
    "odd", [float("nan"), float("inf"), {ObjectId(): 1}, {1, 2}, b"x", [ObjectId()]]
)
def test_any_value_gives_a_json_line_that_every_parser_reads(
    odd: Any, configure: Configure, folder: Path
) -> None:
    def refuse(constant: str) -> None:
        pytest.fail(f"{constant} is no JSON")

    configure(log_format="json")
    _log.info("event", value=odd)
    [entry] = [json.loads(line, parse_constant=refuse) for line in lines(folder)]
    assert entry["event"] == "event"


# Bounds


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize(
    "odd", ["x" * 5_000_000, ["\x1b" * 2_000_000], ValueError("y" * 5_000_000)]
)
def test_no_value_makes_an_endless_line(
    odd: Any, log_format: str, configure: Configure, folder: Path
) -> None:
    configure(log_format=log_format)
    _log.info("event", title=odd, after=1)
    [line] = lines(folder)
    assert "…" in line
    assert len(line) < 10 * MAX_VALUE  # each sign may be escaped
    assert "after" in line


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_an_endless_error_has_a_bounded_trace(
    log_format: str, configure: Configure, folder: Path
) -> None:
    configure(log_format=log_format)
    _log.opt(exception=ValueError("x\n" * 200_000 + "y" * 1_000_000)).error("broke")
    assert folder.joinpath("queue-processor.log").stat().st_size < 20_000


def test_what_a_library_tells_is_bounded(configure: Configure, folder: Path) -> None:
    configure()
    logging.getLogger("some").warning("z" * 1_000_000)
    assert [len(line) < 2 * MAX_VALUE for line in lines(folder)] == [True]


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize("before", [*range(MAX_VALUE - 15, MAX_VALUE + 2), 19_990])
def test_no_part_of_a_secret_is_left_where_a_value_is_cut(
    before: int, log_format: str, configure: Configure, folder: Path
) -> None:
    configure(log_format=log_format)
    _log.info("event", said="-" * before + KEY + "-" * 5_000)
    _log.info("event", said=f"{KEY} " * 5_000)
    assert len(lines(folder)) == 2
    assert not any(KEY[:4] in line for line in lines(folder))


# Secrets


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize("secret", [PASSWORD, KEY])
def test_secrets_are_blacked_out_wherever_they_would_appear(
    secret: str, log_format: str, configure: Configure, folder: Path
) -> None:
    configure(log_format=log_format)
    _log.info(f"message {secret}")
    _log.info("event", bare=secret, inside=f"https://x.example/?key={secret}&a=1")
    _log.info("event", listed=[secret], mapped={"a": {"b": secret}})
    _log.info("event", error=ValueError(f"cannot reach {secret}"))
    assert len(lines(folder)) == 4
    assert all("***" in line and secret not in line for line in lines(folder))


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_secrets_are_blacked_out_in_traces(
    log_format: str, configure: Configure, folder: Path
) -> None:
    configure(log_format=log_format)
    try:
        raise ValueError(f"cannot reach mongodb://ada:{PASSWORD}@db.example")  # noqa: TRY301 - a trace is wanted
    except ValueError as error:
        _log.opt(exception=error).error("run broke")
    assert lines(folder)
    assert PASSWORD not in "\n".join(lines(folder))


def test_nothing_is_blacked_out_where_there_is_no_secret(
    configure: Configure, folder: Path
) -> None:
    configure(mongodb_uri="mongodb://localhost/scoutly", gemini_api_key=None)
    _log.info("event", value="")
    assert "***" not in lines(folder)[0]


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize(
    "secret", ['pass"word', "pass\\word", "pass'word", "pass\u00a0word", "pa/ss@w"]
)
def test_a_secret_is_blacked_out_however_it_is_quoted(
    secret: str, log_format: str, configure: Configure, folder: Path
) -> None:
    configure(
        log_format=log_format,
        mongodb_uri=f"mongodb://app:{quote(secret, safe='')}@localhost/scoutly",
    )
    _log.info("event", bare=secret, inside=f"a {secret} b", listed=[secret], escaped=quote(secret))
    [line] = lines(folder)
    assert "word" not in line
    assert "ss@w" not in line
    assert "ss%40w" not in line


@pytest.mark.parametrize(
    "address",
    [
        "https://ada:hunter2@acme.example/jobs",
        "mongodb://app:hunter2@db.example/x",
        "a //b:hunter2@c",
    ],
)
def test_anybodys_login_in_an_address_is_blacked_out(
    address: str, configure: Configure, folder: Path
) -> None:
    configure()
    _log.info("event", url=address, error=ValueError(address))
    assert ["hunter2" in line for line in lines(folder)] == [False]


# Libraries


def test_what_a_library_warns_of_is_a_line_like_any_other(
    configure: Configure, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure()
    logging.getLogger("aiohttp.server").error("broke with %s", KEY, exc_info=ValueError(KEY))
    wrong = {"name": "some", "levelno": logging.WARNING, "msg": "%d wrong", "args": ("x",)}
    LibraryLines().handle(logging.makeLogRecord(wrong))
    logging.getLogger("some").info("nobody wants to know")
    told = lines(folder)
    said = 'ERROR   a library tells  library=aiohttp.server said="broke with ***"'
    assert told[0].endswith(f'{said} error="ValueError: ***"')
    assert told[-1].endswith('library=some said="%d wrong"')
    assert KEY not in "".join(told)
    assert capsys.readouterr() == ("", "")


def test_what_python_warns_of_is_a_line_like_any_other(
    configure: Configure, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with warnings.catch_warnings():  # a command's own, not those that fail a test
        warnings.simplefilter("always")
        configure()
        warnings.warn("an enum grew", UserWarning, stacklevel=1)
    assert "WARNING a library tells  library=py.warnings" in lines(folder)[-1]
    assert "UserWarning: an enum grew" in lines(folder)[-1]
    assert capsys.readouterr() == ("", "")


# Size


def test_files_are_rotated_compressed_and_bounded(
    configure: Configure, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_ROTATE_AT", 2_000)
    for _ in range(3):  # and over restarts
        configure()
        for number in range(200):
            _log.info("event", number=number)
    files = sorted(path.name for path in folder.iterdir() if path.name.startswith("queue"))
    old = [name for name in files if name.endswith(".log.gz")]
    assert len(old) == 4  # the newest of the older ones may still get a line
    assert len(files) == 6
    assert sum((folder / name).stat().st_size for name in files) < 6 * 2_200
    assert all(b"event" in gzip.decompress((folder / name).read_bytes()) for name in old)
    assert lines(folder)[-1].endswith("number=199")


_WRITER = """
import sys
from loguru import logger
from reactor import logs
from reactor.settings import Settings

name, folder = sys.argv[1:]
logs._ROTATE_AT = 20_000
logs.configure_logs(Settings.from_environment(log_dir=folder), screen=False)
print("ready", flush=True)
sys.stdin.readline()
for number in range(500):
    logger.info("event", writer=name, number=number)
print("done", flush=True)
sys.stdin.readline()
"""


def test_a_command_beside_a_reactor_writes_the_same_files_and_none_loses_a_line(
    configure: Configure, folder: Path
) -> None:
    configure()  # makes the folder
    with ExitStack() as stack:
        writers = [
            stack.enter_context(
                Popen(
                    [sys.executable, "-c", _WRITER, name, str(folder)],
                    stdin=PIPE,
                    stdout=PIPE,
                    text=True,
                    bufsize=1,
                )
            )
            for name in ("reactor", "command")
        ]
        for word in ("ready", "done"):  # both are there while either writes
            for writer in writers:
                assert writer.stdout
                assert writer.stdout.readline() == f"{word}\n"
            for writer in writers:
                assert writer.stdin
                writer.stdin.write("\n")
    packed = [gzip.decompress(path.read_bytes()).decode() for path in folder.glob("queue*.gz")]
    rotated = [*packed, *(path.read_text() for path in folder.glob("queue-processor.*.log"))]
    told = Counter("".join(rotated).split("\n")[:-1] + lines(folder))
    assert 2 <= len(rotated) <= 5
    assert len(told) == 1_000
    assert set(told.values()) == {1}


# Files, levels and the screen


@pytest.mark.parametrize("channel", FILES)
def test_each_channel_goes_to_its_own_file(
    channel: str, configure: Configure, folder: Path
) -> None:
    configure()
    logger.bind(channel=channel).info("event")
    assert {name: len(lines(folder, name)) for name in FILES} == {
        name: int(name == channel) for name in FILES
    }


def test_the_files_are_those_of_the_contract() -> None:
    assert set(FILES) == {
        "queue-processor",
        "job-matching-orchestrator",
        "job-results-storage",
        "jobs-debugger",
    }


def test_what_names_no_channel_goes_to_the_queues_file(configure: Configure, folder: Path) -> None:
    configure()
    logger.info("event")
    assert len(lines(folder)) == 1


@pytest.mark.parametrize(("log_level", "told"), [("DEBUG", 3), ("INFO", 2), ("ERROR", 0)])
def test_only_what_is_important_enough_is_told(
    log_level: str, told: int, configure: Configure, folder: Path
) -> None:
    configure(log_level=log_level)
    _log.debug("event")
    _log.info("event")
    _log.warning("event")
    assert len(lines(folder)) == told


def test_the_screen_shows_the_same_lines(
    configure: Configure, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(screen=True)
    _log.info("event", title="{x} <red>")
    assert capsys.readouterr().out.rstrip("\n") == lines(folder)[0]


def test_the_screen_is_spared_the_details_that_the_files_have(
    configure: Configure, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(screen=True, log_level="DEBUG")
    _log.debug("detail")
    _log.info("event")
    assert len(lines(folder)) == 2
    assert "detail" not in capsys.readouterr().out


def test_the_screen_stays_empty_where_it_is_not_wanted(
    configure: Configure, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(screen=False)
    _log.info("event")
    assert capsys.readouterr() == ("", "")


def test_configuring_again_writes_each_line_once(configure: Configure, folder: Path) -> None:
    configure()
    configure()
    _log.info("event")
    assert len(lines(folder)) == 1


def test_a_folder_that_cannot_be_made_is_a_wrong_setting(
    configure: Configure, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"REACTOR_LOG_DIR: cannot write to .*file/logs"):
        configure(log_dir=tmp_path / "file" / "logs")


def test_a_folder_in_which_no_file_can_be_opened_is_a_wrong_setting(
    configure: Configure, folder: Path
) -> None:
    """Such as a volume that belongs to root; a line lost without a word helps nobody."""
    (folder / "queue-processor.log").mkdir(parents=True)
    with pytest.raises(SettingsError, match="REACTOR_LOG_DIR"):
        configure()
