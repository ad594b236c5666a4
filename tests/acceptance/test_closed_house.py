"""What `reactor run` leaves open to those beside it: to its children, other users, and its port."""

import asyncio
import os
import re
import signal
import sys
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from aiohttp.test_utils import TestServer

from reactor.embedded_mongod.temporary import free_port
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.acceptance.test_run_command import line_with, reactor_itself, reactor_run
from tests.command import command_line
from tests.conftest import Eventually

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
SECRETS = {
    "GEMINI_BASE_URL": "http://127.0.0.1:1",
    "REACTOR_NOTIFY_URLS": "json://127.0.0.1:1/hunter2-hunter2",
    "AWS_SECRET_ACCESS_KEY": "hunter2-hunter2",
}


def quick(settings: Settings, **changes: str) -> dict[str, str]:
    return {
        "MONGODB_URI": settings.mongodb_uri.get_secret_value(),
        "REACTOR_ALLOW_HOSTS": "127.0.0.1",
        "REACTOR_HOST_INTERVAL": "0s",
        "REACTOR_HTTP_PORT": "0",
        **changes,
    }


async def visit(database: ScoutlyDatabase, site: TestServer, eventually: Eventually) -> None:
    """Have a company's page parsed."""
    company = {"companyID": "acme", "careers_url": str(site.make_url("/careers"))}
    inserted = await database.companies.insert_one(company)
    job = {"companyId": inserted.inserted_id, "status": "pending"}
    await database.jobs.insert_one(job)
    done = {"companyId": inserted.inserted_id, "status": "completed"}
    await eventually(lambda: database.jobs.find_one(done), within=30)


@linux
async def test_children_have_none_of_the_settings_and_nobody_leaves_a_core(
    tmp_path: Path,
    settings: Settings,
    database: ScoutlyDatabase,
    site: TestServer,
    eventually: Eventually,
) -> None:
    (tmp_path / ".env").write_text("GEMINI_RPM=7\n")
    async with reactor_itself(tmp_path, **quick(settings, **SECRETS)) as process:
        await line_with(process, "looked at every company")
        await visit(database, site, eventually)
        reactor = psutil.Process(process.pid)
        children = reactor.children(recursive=True)
        assert len(children) >= 2  # a parser, and multiprocessing's own
        for child in children:
            names = set(child.environ())
            assert "PATH" in names
            assert not {n for n in names if re.match(r"MONGODB|GEMINI|REACTOR|AWS|MONGO_", n)}
            assert "hunter2" not in str(child.environ())
        for each in (reactor, *children):
            assert each.rlimit(psutil.RLIMIT_CORE) == (0, 0)
        process.send_signal(signal.SIGTERM)
        await process.communicate()
    assert process.returncode == 0


async def test_a_log_folder_of_links_is_refused_and_the_victim_untouched(tmp_path: Path) -> None:
    victim = tmp_path / "profile"
    victim.write_text("the victim's own\n")
    (tmp_path / "logs").mkdir(mode=0o700)
    (tmp_path / "logs" / "queue-processor.log").symlink_to(victim)
    folder = {"REACTOR_LOG_DIR": str(tmp_path / "logs")}
    async with reactor_run(tmp_path, **folder) as process:
        _, errors = await process.communicate()
    assert process.returncode == 2
    assert errors.decode().startswith("reactor: REACTOR_LOG_DIR: ")
    assert len(errors.splitlines()) == 1
    assert victim.read_text() == "the victim's own\n"


@pytest.mark.parametrize(
    ("dotenv", "said"),
    [
        ("# Grüße\n".encode("latin-1"), ".env: line 1 "),
        ("MONGODB_URI=mongodb://ada:hunter2@db.example/admin\n".encode("utf-16"), "MongoDB's own"),
        (b"MONGODB_URI=mongodb://ada:hunter2@db.example/x\x00\n", "MONGODB_URI: "),
        (b"MONGODB_URI=mongodb://ada:hunter2@db.example/x?w=0\n", "w=0"),
        (b"MONGODB_URI=mongodb://ada:hunter2@db.example/x?tls=1&tlsCAFile=/no\n", "tls"),
        (b"GEMINI_BASE_URL=ftp://ada:hunter2@api.example\n", "GEMINI_BASE_URL"),
    ],
)
@pytest.mark.parametrize("command", ["run", "status", "doctor"])
async def test_a_wrong_file_of_settings_is_one_line_and_exit_status_2(
    command: str, dotenv: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_bytes(dotenv)
    process = await asyncio.create_subprocess_exec(
        *command_line(command),
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "REACTOR_LOG_DIR": str(tmp_path / "logs")},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    assert process.returncode == 2
    [line] = errors.decode().splitlines()
    assert line.startswith("reactor: ")
    assert said in line
    assert b"hunter2" not in output + errors


async def test_who_holds_many_connections_open_keeps_the_probe_out_no_more_than_ten_seconds(
    tmp_path: Path, settings: Settings, database: ScoutlyDatabase, eventually: Eventually
) -> None:
    port = free_port()
    here = quick(settings, REACTOR_HTTP_PORT=str(port))
    async with reactor_itself(tmp_path, **here) as process:
        await line_with(process, "looked at every company")
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(150)]
        for _, writer in held:
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with closing(writer):
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert (await asyncio.wait_for(reader.read(), 20)).startswith(b"HTTP/1.1 200 ")

        async def open_ones() -> int:
            every = psutil.Process(process.pid).net_connections("tcp4")
            return sum(each.laddr.port == port and each.status == "ESTABLISHED" for each in every)

        assert await open_ones() <= 64

        async def all_are_gone() -> bool:
            return await open_ones() == 0

        await eventually(all_are_gone, within=30)
        for _, writer in held:
            writer.close()
    assert database.name
