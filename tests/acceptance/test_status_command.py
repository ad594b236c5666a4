"""`reactor status` as people start it: once, live, for programs, and where nothing works."""

import asyncio
import json
import os
import pty
import re
import signal
import subprocess
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bson import ObjectId

from reactor.app import Reactor
from reactor.embedded_mongod.temporary import TemporaryMongod, free_port
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.command import command_line

Tell = Callable[..., Awaitable[tuple[int, str, str]]]
Starting = Callable[..., Any]

KEY = "AIza-not-to-be-shown"


@pytest.fixture
def starting(settings: Settings, tmp_path: Path) -> Starting:
    """The command as a process, for as long as the block runs."""

    @asynccontextmanager
    async def start(
        *arguments: str, output: int = subprocess.PIPE, **environment: str
    ) -> AsyncIterator[Process]:
        usual = {
            **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
            "MONGODB_URI": settings.mongodb_uri.get_secret_value(),
            "REACTOR_LOG_DIR": str(tmp_path / "logs"),
            "REACTOR_HTTP_PORT": str(free_port()),
            "REACTOR_TIMEZONE": "UTC",
        }
        process = await asyncio.create_subprocess_exec(
            *command_line("status", *arguments, variables=environment),
            stdout=output,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env=usual | environment,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    return start


@pytest.fixture
def tell(starting: Starting) -> Tell:
    """Run the command; gives its exit status, what it printed, and what it complained of."""

    async def run(*arguments: str, **environment: str) -> tuple[int, str, str]:
        async with starting(*arguments, **environment) as process:
            output, errors = await process.communicate()
            return process.returncode, output.decode(), errors.decode()

    return run


async def add_company(database: ScoutlyDatabase, name: str = "acme") -> ObjectId:
    """A company that somebody tracks and nobody has visited."""
    acme = ObjectId()
    await database.companies.insert_one({"_id": acme, "companyID": name, "careers_url": "x"})
    await database.preferences.insert_one({"userId": "ada", "companyId": acme, "rank": 90})
    return acme


async def line_with(stream: asyncio.StreamReader, text: str) -> str:
    """The first line that contains `text`."""
    async with asyncio.timeout(30):
        async for line in stream:
            if text in line.decode():
                return line.decode()
    raise AssertionError(f"the output ended without {text!r}")


async def test_it_tells_how_things_stand_with_the_reactor_down(
    tell: Tell, database: ScoutlyDatabase
) -> None:
    await add_company(database)
    status, output, errors = await tell()
    assert (status, errors) == (0, "")
    assert "no reactor is alive" in output
    assert "1 due, 0 overdue, 1 never visited" in output
    assert re.search(r"acme +once a reactor runs +tracked, priority 90", output)
    assert "2. start a reactor" in output
    assert "\x1b" not in output
    assert all(line == line.rstrip() for line in output.splitlines())


async def test_it_sees_the_reactor_on_this_machine(
    tell: Tell,
    database: ScoutlyDatabase,
    settings: Settings,
) -> None:
    port = free_port()
    reactor = Reactor(settings.model_copy(update={"http_port": port}))
    await add_company(database)
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        await reactor.started.wait()
        _, output, _ = await tell("--json", REACTOR_HTTP_PORT=str(port))
        _, page, _ = await tell(REACTOR_HTTP_PORT=str(port))
        reactor.stop()
    told = json.loads(output)
    assert len(told["reactors"]) == 1
    assert (told["here"]["answers"], told["here"]["well"]) == (True, True)
    assert told["here"]["memoryBytes"]
    assert "reactor here is well" in page


async def test_json_is_one_object_and_nothing_else(tell: Tell, database: ScoutlyDatabase) -> None:
    await add_company(database)
    status, output, errors = await tell("--json")
    told = json.loads(output)
    assert (status, errors) == (0, "")
    assert told["companies"]["neverVisited"] == 1
    assert told["dueNext"] == [
        {"company": "acme", "rank": 90, "priority": 90.0, "reason": "tracked"}
    ]
    assert [each["about"] for each in told["advice"]][:2] == ["users", "reactor"]


async def test_a_key_is_never_shown(tell: Tell, database: ScoutlyDatabase) -> None:
    acme = await add_company(database)
    await database.jobs.insert_one(
        {"companyId": acme, "status": "failed", "errorMessage": f"key {KEY}"}
    )
    await database.companies.update_one(
        {"_id": acme}, {"$set": {"isProblematic": True, "scrapeErrors": [f"key {KEY}"]}}
    )
    for arguments in ((), ("--json",)):
        _, output, _ = await tell(*arguments, GEMINI_API_KEY=KEY)
        assert "key ***" in output
        assert KEY not in output


async def test_the_code_of_a_failure_decides_what_to_do_and_not_its_message(
    tell: Tell, database: ScoutlyDatabase
) -> None:
    now = await database.now()
    for name, code in (("gemini", "server_error"), ("quay", None)):
        company = await add_company(database, name)
        await database.companies.update_one(
            {"_id": company},
            {"$set": {"isProblematic": True, "reactor": {"failures": 1, "failedAt": now}}},
        )
        failed = {"status": "failed", "updatedAt": now} | ({"errorCode": code} if code else {})
        said = "https://www.gemini.com/careers answered 503: check GEMINI_API_KEY"
        await database.jobs.insert_one({"companyId": company, "errorMessage": said, **failed})
    _, output, _ = await tell("--json")
    told = {each["company"]: each for each in json.loads(output)["failed"]}
    assert told["gemini"]["errorCode"] == "server_error"
    assert told["gemini"]["advice"].startswith("the site has trouble")
    assert told["quay"]["errorCode"] is None
    assert told["quay"]["advice"].endswith("reactor doctor --test-pipeline quay")
    _, page, _ = await tell()
    assert re.search(r"gemini  rank 90, 1 in a row, .* ago, server_error\n", page)


async def test_what_keeps_jobs_waiting_is_told_with_what_to_do(
    tell: Tell, database: ScoutlyDatabase
) -> None:
    soon = await database.now() + timedelta(hours=1)
    waiting = {"status": "pending", "notBefore": soon, "errorCode": "model_key_refused"}
    for name in ("acme", "bolt"):
        await database.jobs.insert_one({"companyId": await add_company(database, name), **waiting})
    _, output, _ = await tell("--json", GEMINI_API_KEY=KEY)
    told = json.loads(output)
    assert told["waiting"][0]["errorCode"] == "model_key_refused"
    [advice] = [each["do"] for each in told["advice"] if each["about"] == "model"]
    assert "set GEMINI_API_KEY (or OPENAI_API_KEY): it is refused (2 jobs wait)" in advice


async def test_mongodb_that_is_not_there_is_one_line_and_status_1(tell: Tell) -> None:
    for arguments in ((), ("--json",), ("--watch",)):
        nowhere = f"mongodb://127.0.0.1:{free_port()}/scoutly"
        status, output, errors = await tell(*arguments, MONGODB_URI=nowhere)
        assert (status, output, len(errors.splitlines())) == (1, "", 1)
        assert "MongoDB cannot be reached" in errors


async def test_a_wrong_setting_is_one_line_and_status_2(tell: Tell) -> None:
    status, output, errors = await tell(REACTOR_MIN_SCORE="lots")
    assert (status, output, len(errors.splitlines())) == (2, "", 1)
    assert "REACTOR_MIN_SCORE" in errors


async def test_a_standalone_can_be_read_but_not_watched(tell: Tell) -> None:
    async with TemporaryMongod(replica_set=False) as mongod:
        assert (await tell(MONGODB_URI=mongod.uri))[0] == 0
        status, _, errors = await tell("--watch", MONGODB_URI=mongod.uri)
    assert status == 2
    assert "needs a replica set" in errors


async def test_the_right_to_read_is_all_it_needs(
    tell: Tell, starting: Starting, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    key.write_text("anythingsixto1024characterslong")
    key.chmod(0o600)
    async with TemporaryMongod("--auth", "--keyFile", str(key)) as mongod:
        client = driver.connect(mongod.uri)
        await client.admin.command({"createUser": "root", "pwd": "r", "roles": ["root"]})
        await driver.disconnect(client)
        root = mongod.uri.replace("mongodb://", "mongodb://root:r@") + "&authSource=admin"
        client = driver.connect(root)
        reads = [{"role": "read", "db": "scoutly"}]
        await client.admin.command({"createUser": "eye", "pwd": "e", "roles": reads})
        await driver.disconnect(client)
        uri = root.replace("root:r@", "eye:e@")
        assert (await tell(MONGODB_URI=uri))[0] == 0
        async with starting("--watch", MONGODB_URI=uri) as process:
            await line_with(process.stdout, "no reactor is alive")
            process.send_signal(signal.SIGINT)
            await process.communicate()
            assert process.returncode == 0
        status, _, errors = await tell(MONGODB_URI=uri.replace("eye:e@", "eye:wrong@"))
    assert status == 2
    assert "refuses the credentials" in errors
    assert "wrong@" not in errors


async def test_watching_prints_a_new_block_when_something_changes(
    starting: Starting, database: ScoutlyDatabase
) -> None:
    async with starting("--watch") as process:
        await line_with(process.stdout, "there are no companies yet")
        await add_company(database)
        await line_with(process.stdout, "1 due")
        await database.companies.update_one({}, {"$set": {"isProblematic": True}})
        await line_with(process.stdout, "1 problematic company")
        process.send_signal(signal.SIGINT)
        _, errors = await process.communicate()
    assert (process.returncode, errors) == (0, b"")


async def test_watching_as_json_gives_one_object_a_line(
    starting: Starting, database: ScoutlyDatabase
) -> None:
    async with starting("--watch", "--json") as process:
        first = json.loads(await process.stdout.readline())
        await add_company(database)
        line = await line_with(process.stdout, '"due": 1')
        process.send_signal(signal.SIGTERM)
        await process.communicate()
    assert first["companies"]["due"] == 0
    assert json.loads(line)["companies"]["tracked"] == 1
    assert process.returncode == 0


async def test_watching_outlives_a_restart_of_mongodb(starting: Starting) -> None:
    async with TemporaryMongod() as mongod, starting("--watch", MONGODB_URI=mongod.uri) as process:
        await line_with(process.stdout, "no companies yet")
        mongod.process.kill()
        mongod.process.wait()
        await line_with(process.stdout, "MongoDB cannot be reached")
        mongod.start_process()
        await line_with(process.stdout, "no companies yet")
        process.send_signal(signal.SIGINT)
        await process.communicate()
    assert process.returncode == 0


async def test_on_a_terminal_it_is_drawn_in_place_and_durations_grow(
    starting: Starting, database: ScoutlyDatabase
) -> None:
    acme = await add_company(database)
    now = await database.now()
    running = {"companyId": acme, "status": "processing", "lastAttemptAt": now}
    await database.jobs.insert_one(running)
    ours, theirs = pty.openpty()
    drawn = ""
    async with starting("--watch", output=theirs, TERM="xterm", LINES="60") as process:
        os.close(theirs)
        async with asyncio.timeout(30):
            while len(set(re.findall(r"acme +(\d+ s)", re.sub(r"\x1b\[[\d;]*m", "", drawn)))) < 3:
                drawn += (await asyncio.to_thread(os.read, ours, 65536)).decode(errors="replace")
        process.send_signal(signal.SIGINT)
        await asyncio.wait_for(process.wait(), 10)
    os.close(ours)
    assert "\x1b[?1049h" in drawn
    assert process.returncode == 0


async def test_help_teaches(tell: Tell) -> None:
    status, output, _ = await tell("--help")
    assert status == 0
    assert "reactor status --json | jq" in output
