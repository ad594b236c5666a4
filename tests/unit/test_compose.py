"""The files that the container stack is made of agree with the program and with each other."""

import json
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from reactor.settings import Settings

ROOT = Path(__file__).parents[2]
COMPOSE_FILE = ROOT / "docker-compose.yml"
COMPOSE = YAML(typ="safe").load(COMPOSE_FILE)
MONGODB, APP = COMPOSE["services"]["mongodb"], COMPOSE["services"]["app"]
BROWSERS = [COMPOSE["services"]["browser"], COMPOSE["services"]["chromium"]]


def settings_names() -> set[str]:
    return {Settings.variable(field) for field in Settings.model_fields}


def compose_defaults() -> dict[str, str]:
    """Variables that the compose file takes from `.env`, with the defaults written there."""
    return dict(re.findall(r"\$\{(\w+):-([^}]*)\}", COMPOSE_FILE.read_text()))


def example() -> dict[str, str]:
    """The commented-out assignments of `.env.example`."""
    text = (ROOT / ".env.example").read_text()
    return dict(re.findall(r"(?m)^# ([A-Z_]+)=(.*)$", text))


def dockerfile() -> list[tuple[str, str]]:
    """Each instruction of the Dockerfile and its arguments, continuation lines joined."""
    text = re.sub(r"(?m)^#.*\n", "", (ROOT / "Dockerfile").read_text()).replace("\\\n", " ")
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in text.splitlines())]


def arguments(instruction: str) -> list[str]:
    return [rest for name, rest in dockerfile() if name == instruction]


def is_sent_to_the_builder(path: str) -> bool:
    """Whether `.dockerignore` lets a top-level path through; the last rule that fits wins."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    verdicts = [rule.startswith("!") for rule in rules if fnmatch(path, rule.removeprefix("!"))]
    return not verdicts or verdicts[-1]


def test_the_compose_file_follows_the_compose_schema() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    result = subprocess.run([*check, COMPOSE_FILE], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_services_have_the_names_that_people_type() -> None:
    assert set(COMPOSE["services"]) == {"mongodb", "app", "browser", "chromium"}
    unasked = {name for name, each in COMPOSE["services"].items() if "profiles" not in each}
    assert unasked == {"mongodb", "app"}


@pytest.mark.parametrize("service", [MONGODB, APP], ids=["mongodb", "app"])
def test_a_service_survives_a_reboot_bounds_its_logs_and_listens_on_loopback(service: Any) -> None:
    assert service["restart"] == "unless-stopped"
    assert {"max-size", "max-file"} <= set(service["logging"]["options"])
    assert service["ports"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])


@pytest.mark.parametrize("service", [MONGODB, APP], ids=["mongodb", "app"])
def test_a_service_cannot_fill_the_machine_with_processes(service: Any) -> None:
    assert 0 < service["pids_limit"] <= 4096


def test_both_images_are_pinned_by_digest_and_can_be_exchanged() -> None:
    digest = r"@sha256:[0-9a-f]{64}"
    assert re.fullmatch(rf"\$\{{MONGO_IMAGE:-mongo:[\d.]+{digest}\}}", MONGODB["image"])
    given, commit = arguments("ARG")
    name, _, default = given.partition("=")
    assert commit == "COMMIT=unknown"
    assert re.fullmatch(rf"python:3\.\d+\.\d+-slim{digest}", default)
    assert APP["build"]["args"] == {
        name: f"${{{name}:-{default}}}",
        "COMMIT": "${SCOUTLY_COMMIT:-unknown}",
    }
    froms = [words.split()[0] for words in arguments("FROM")]
    assert froms == [f"${{{name}}}"] * 2


@pytest.mark.parametrize("service", BROWSERS, ids=["browser", "chromium"])
def test_a_browser_reaches_nobody_but_the_reactor_and_has_no_rights(service: Any) -> None:
    assert list(service["networks"]) == ["browser-net"]
    assert COMPOSE["networks"]["browser-net"] == {"internal": True}
    assert "ports" not in service
    assert "network_mode" not in service
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["init"] is True
    assert service["mem_limit"] in {"512m", "1g"}
    assert 0 < service["pids_limit"] <= 4096
    proxy = APP["environment"]["REACTOR_BROWSER_PROXY"]
    assert APP["networks"]["browser-net"]["aliases"] == [proxy]
    assert APP["networks"]["default"] is None  # there that name means nobody
    assert service["networks"]["browser-net"]["aliases"] == ["browser"]


def test_a_browser_is_built_on_the_same_image_pinned_and_started_without_a_proxy_of_its_own() -> (
    None
):
    text = (ROOT / ".browser" / "Dockerfile").read_text()
    given, _ = arguments("ARG")
    assert f"\nARG {given}\n" in text
    assert "lightpanda==" in text
    stages = re.split(r"(?m)^FROM ", text)[1:]
    for stage, service in zip(stages, BROWSERS, strict=True):
        assert stage.startswith(f"${{PYTHON_IMAGE}} AS {service['build']['target']}\n")
        assert "\nUSER 10001\n" in stage
        # What does not go through the reactor's proxy meets one that is not there.
        assert "http://127.0.0.1:1" in stage
        assert service["build"]["args"].items() <= APP["build"]["args"].items()


def test_every_network_that_a_service_names_is_declared() -> None:
    """Docker declares `default` by itself; podman-compose does not."""
    named = {name for each in COMPOSE["services"].values() for name in each.get("networks", ())}
    assert {"default", "browser-net"} <= named
    assert named <= set(COMPOSE["networks"])


def test_every_file_that_the_stack_mounts_is_there() -> None:
    volumes = [volume.split(":")[0] for volume in MONGODB["volumes"] + APP["volumes"]]
    assert all((ROOT / volume).exists() for volume in volumes if volume.startswith("."))
    assert {volume for volume in volumes if not volume.startswith(".")} == set(COMPOSE["volumes"])


def test_mongodb_is_healthy_by_the_script_that_initiates_its_replica_set() -> None:
    mounted = Path(MONGODB["healthcheck"]["test"][-1])
    script = (ROOT / mounted.relative_to("/")).read_text()
    command = MONGODB["command"]
    assert f"replicaSet = '{command[command.index('--replSet') + 1]}'" in script
    assert "'mongodb:27017'" in script
    assert APP["depends_on"] == {"mongodb": {"condition": "service_healthy"}}


def test_no_health_check_uses_what_podman_4_does_not_know() -> None:
    checks = [each["healthcheck"] for each in COMPOSE["services"].values() if "healthcheck" in each]
    assert checks
    assert not any("start_interval" in check for check in checks)


def start_without_auth_file(folder: Path, **passwords: str) -> subprocess.CompletedProcess[str]:
    """What the mongodb service does where auth.yml is not laid over the compose file."""
    started = folder / "docker-entrypoint.sh"
    started.write_text('#!/bin/sh\necho "started: $*"\n')
    started.chmod(0o755)
    script = ROOT / Path(MONGODB["entrypoint"][1]).relative_to("/")
    environment = {"PATH": f"{folder}:/usr/bin:/bin", **passwords}
    command: list[str | Path] = ["sh", script, "mongod", "--quiet"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_without_passwords_mongodb_is_started_as_it_comes(tmp_path: Path) -> None:
    done = start_without_auth_file(tmp_path, MONGO_ROOT_PASSWORD="", MONGO_APP_PASSWORD="")
    assert (done.returncode, done.stdout) == (0, "started: mongod --quiet\n")


@pytest.mark.parametrize("name", ["MONGO_ROOT_PASSWORD", "MONGO_APP_PASSWORD"])
def test_logins_cannot_be_left_off_unnoticed(tmp_path: Path, name: str) -> None:
    """Not every compose program reads COMPOSE_FILE in `.env`: auth.yml may be left out."""
    assert set(MONGODB["environment"]) == {"MONGO_ROOT_PASSWORD", "MONGO_APP_PASSWORD"}
    done = start_without_auth_file(tmp_path, **{name: "secret"})
    assert done.returncode == 1
    assert "started:" not in done.stdout
    assert "mongo-init/auth.yml is not in use" in done.stderr
    assert "secret" not in done.stderr
    auth = YAML(typ="safe").load(ROOT / "mongo-init" / "auth.yml")
    assert auth["services"]["mongodb"]["entrypoint"] != MONGODB["entrypoint"]


def test_the_app_runs_with_no_more_rights_than_it_needs() -> None:
    assert APP["read_only"] is True
    assert APP["cap_drop"] == ["ALL"]
    assert APP["security_opt"] == ["no-new-privileges:true"]
    assert arguments("USER")[-1] not in {"root", "0"}


def test_the_app_may_write_its_logs_and_has_time_to_stop() -> None:
    folder = str(Settings.model_fields["log_dir"].default)
    assert APP["environment"]["REACTOR_LOG_DIR"] == folder
    assert f"app-logs:{folder}" in APP["volumes"]
    assert arguments("VOLUME") == [folder]
    assert int(APP["stop_grace_period"].removesuffix("s")) > (
        Settings.model_fields["grace"].default.total_seconds()
    )


def test_the_app_is_given_only_settings_that_it_reads() -> None:
    assert set(APP["environment"]) <= settings_names()


def test_the_example_names_every_setting_and_no_other() -> None:
    assert set(example()) == settings_names() | set(compose_defaults())


def test_uncommenting_the_whole_example_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)  # away from a developer's own .env
    for name in settings_names():
        monkeypatch.delenv(name, raising=False)
    untouched = Settings()
    for name, value in example().items():
        monkeypatch.setenv(name, value)
    assert Settings() == untouched
    # The database's address differs on purpose: inside the stack, `mongodb` is a host.
    same = {name: value for name, value in compose_defaults().items() if name != "MONGODB_URI"}
    assert same.items() <= example().items()


def test_the_image_copies_only_what_is_there_and_sent_to_the_builder() -> None:
    copies = [words.split()[:-1] for words in arguments("COPY") if not words.startswith("--from")]
    sources = {source for words in copies for source in words}
    assert "reactor" in sources
    missing = {path for path in sources if not (ROOT / path).exists()}
    withheld = {path for path in sources if not is_sent_to_the_builder(path)}
    assert not missing | withheld


def test_secrets_and_history_are_not_sent_to_the_builder() -> None:
    assert not any(map(is_sent_to_the_builder, [".env", ".git", ".venv", "tests"]))


def test_the_program_itself_receives_the_signal_to_stop() -> None:
    assert json.loads(arguments("CMD")[-1]) == ["reactor", "run"]
    assert not arguments("ENTRYPOINT")
    assert arguments("STOPSIGNAL") == ["SIGTERM"]


def test_the_image_probes_its_health_with_a_command_of_the_program() -> None:
    assert json.loads(arguments("HEALTHCHECK")[-1].partition("CMD ")[2]) == ["reactor", "health"]


def sections_taken() -> list[str]:
    """What the image's build cuts out of the lock file, in the order of its installations."""
    [commands] = [each for each in arguments("RUN") if "sed" in each]
    cut = {file: first for first, file in re.findall(_CUT, commands)}
    return [cut[file] for file in re.findall(r"-r (\S+)", commands)]


_CUT = r'sed -n "/\^# == ([^/]+)/,/\^# == [^/]+/p" requirements.lock > (\S+)'


def test_the_image_is_installed_from_the_lock_file_by_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert sections_taken() == ["the package's build", "the image"]
    ends = re.findall(r"(?m)^# == (.+)$", lock)
    assert ends[:2] == ["the image", "the package's build"]
    commands = " && ".join(arguments("RUN")).split("&&")
    installations = [each for each in commands if "pip" in each and " install " in each]
    assert len(installations) == 3
    assert all("--require-hashes" in each or "--no-deps dist/" in each for each in installations)


def test_the_image_holds_no_demonstration() -> None:
    assert "demo" not in " ".join(sections_taken())
