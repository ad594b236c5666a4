"""`.env` is read however an editor left it, or refused in one line that says what to do."""

import codecs
import os
from pathlib import Path

import pytest

from reactor.errors import SettingsError
from reactor.settings import Settings
from reactor.settings.origins import mistyped, origin

TEXT = "# Grüße 東京\r\nGEMINI_MODEL=gemini-größe\r\nREACTOR_GRACE=9s\r\n"


@pytest.fixture(autouse=True)
def bare_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.upper().startswith(("REACTOR_", "GEMINI_", "MONGODB_")):
            monkeypatch.delenv(name)


def refusal() -> str:
    with pytest.raises(SettingsError) as error:
        Settings.from_environment()
    said = str(error.value)
    assert said.isprintable()
    assert said.startswith(".env")
    return said


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "little", "big", "utf-32"],
)
def test_it_is_read_in_every_encoding_that_can_be_told(content: bytes) -> None:
    Path(".env").write_bytes(content)
    settings = Settings.from_environment()
    assert settings.gemini_model == "gemini-größe"
    assert settings.grace.total_seconds() == 9
    assert origin("grace") == ".env"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "cp850"])
def test_an_old_encoding_is_refused_with_the_line_and_the_mend(encoding: str) -> None:
    Path(".env").write_bytes("A=1\n# one\n# Grüße\nGEMINI_API_KEY=hunter2\n".encode(encoding))
    assert "line 3 " in refusal()
    assert "save the file as UTF-8" in refusal()
    assert "hunter2" not in refusal()


def test_a_file_cut_within_a_character_is_refused() -> None:
    Path(".env").write_bytes(codecs.BOM_UTF16_LE + "A=1\n".encode("utf-16-le") + b"x")
    assert "UTF-8" in refusal()


def test_a_value_with_a_zero_byte_is_refused() -> None:
    Path(".env").write_bytes(b"MONGODB_URI=mongodb://db.example/scoutly\x00x\n")
    with pytest.raises(SettingsError, match="MONGODB_URI: the value given is not allowed"):
        Settings.from_environment()


def test_a_folder_of_that_name_is_refused() -> None:
    Path(".env").mkdir()
    assert "move it away" in refusal()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_this_user_may_not_read_is_refused() -> None:
    Path(".env").touch(mode=0)
    assert "Permission denied" in refusal()


def test_a_link_that_leads_round_is_refused() -> None:
    Path(".env").symlink_to(".env")
    assert "cannot be read" in refusal()


def test_a_value_may_name_another_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLAVOUR", "plum")
    Path(".env").write_text("KIND=lite\nGEMINI_MODEL=g-${FLAVOUR}-${KIND}-${NONE:-x}\n")
    assert Settings.from_environment().gemini_model == "g-plum-lite-x"


def test_mistyped_names_are_seen_in_any_encoding() -> None:
    Path(".env").write_text("REACTOR_GRACES=9s\n", encoding="utf-16")
    assert mistyped() == ["REACTOR_GRACES: did you mean REACTOR_GRACE?"]


def test_a_mistyped_setting_of_another_provider_is_told_and_foreign_variables_are_not() -> None:
    Path(".env").write_text("OPENAI_MODLE=qwen\nOPENAI_ORG_ID=org-1\n", encoding="utf-8")
    assert mistyped() == ["OPENAI_MODLE: did you mean OPENAI_MODEL?"]


def test_it_can_be_left_unread() -> None:
    Path(".env").write_text("REACTOR_GRACE=9s\n")
    settings = Settings.from_environment(_env_file=None)
    assert settings.grace.total_seconds() == 30
