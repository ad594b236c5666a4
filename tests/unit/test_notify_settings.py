"""Where people are told is secret, and may be written in several ways."""

import pytest

from reactor.errors import SettingsError
from reactor.settings import Settings

TELEGRAM = "tgram://12345:abcdefghijklmnopqrstuvwx/1,2"
MAIL = "mailto://ada:hunter2@example.org?to=a@b.example,c@d.example"


@pytest.fixture(autouse=True)
def nothing_of_this_machine(tmp_path_factory: pytest.TempPathFactory,
                            monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize("between", [" ", ", ", ",", "\n"])
def test_addresses_may_hold_commas_and_be_separated_by_them(between: str) -> None:
    settings = Settings.from_environment(notify_urls=f"{TELEGRAM}{between}{MAIL} ,")
    assert [url.get_secret_value() for url in settings.notify_urls] == [TELEGRAM, MAIL]


def test_addresses_and_their_tokens_are_secrets() -> None:
    settings = Settings.from_environment(notify_urls=f"{TELEGRAM} {MAIL}")
    assert {TELEGRAM, MAIL, "abcdefghijklmnopqrstuvwx", "hunter2"} <= set(settings.secrets)
    assert "hunter2" not in repr(settings)


def test_what_is_no_address_is_refused_without_being_shown() -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_environment(notify_urls=f"{MAIL} hunter3")
    assert "REACTOR_NOTIFY_URLS" in str(error.value)
    assert "hunter" not in str(error.value)


def test_a_score_that_is_none_is_shown() -> None:
    with pytest.raises(SettingsError, match="'high'"):
        Settings.from_environment(notify_score="high")


def test_a_digest_needs_the_report_that_it_comes_with() -> None:
    with pytest.raises(SettingsError, match="REACTOR_NOTIFY_DIGEST"):
        Settings.from_environment(notify_digest="daily", report_at="")
