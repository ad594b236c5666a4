"""The weight of a container is read from outside, in both versions of control groups."""

from pathlib import Path

import pytest

from tests.container.control_group import Usage, usage

PROCESS = 42


def put(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)


def test_the_first_version_names_a_folder_for_each_controller(tmp_path: Path) -> None:
    lines = "7:memory:/pod/one\n3:cpu,cpuacct:/pod/one\n0::/elsewhere\n"
    put(tmp_path / "proc" / str(PROCESS), cgroup=lines)
    put(
        tmp_path / "root" / "memory" / "pod" / "one",
        memory__usage_in_bytes="90\n",
        memory__max_usage_in_bytes="120\n",
        memory__stat="inactive_file 1\ntotal_inactive_file 30\n",
    )
    put(tmp_path / "root" / "cpu,cpuacct" / "pod" / "one", cpuacct__usage="7000000\n")
    assert usage(PROCESS, tmp_path / "proc", tmp_path / "root") == Usage(60, 120, 7000)


def test_the_second_version_has_one_folder(tmp_path: Path) -> None:
    put(tmp_path / "proc" / str(PROCESS), cgroup="0::/pod/one\n")
    put(
        tmp_path / "root" / "pod" / "one",
        memory__current="90\n",
        memory__peak="120\n",
        memory__stat="anon 50\ninactive_file 30\n",
        cpu__stat="usage_usec 7000\nuser_usec 5000\n",
    )
    assert usage(PROCESS, tmp_path / "proc", tmp_path / "root") == Usage(60, 120, 7000)


def test_a_container_that_another_machine_runs_is_no_weight_of_zero(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cgroup"):
        usage(PROCESS, tmp_path / "proc", tmp_path / "root")
