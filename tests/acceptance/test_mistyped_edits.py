"""People mistype in mongosh: MongoDB says so at once, and says what to type instead."""

import asyncio
import os
import subprocess
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bson import ObjectId

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.mongo.setup.validators import VALIDATED, validation
from reactor.mongo.timers import timer_id
from reactor.settings import Settings
from tests.conftest import Eventually

ROOT = Path(__file__).parents[2]
Typed = Callable[[str], Awaitable[str]]


@pytest.fixture
def typed(mongosh_program: Path, settings: Settings, tmp_path: Path) -> Typed:
    """What a person sees who types a line into mongosh."""

    async def type_in(line: str) -> str:
        process = await asyncio.create_subprocess_exec(
            mongosh_program,
            settings.mongodb_uri.get_secret_value(),
            *("--quiet", "--norc"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | {"HOME": str(tmp_path)},
        )
        output, _ = await process.communicate(f"{line}\nexit\n".encode())
        return output.decode()

    return type_in


@pytest.mark.parametrize(
    ("edit", "mend"),
    [
        ("usercompanypreferences.updateOne({}, {$set: {rank: 'high'}})",
         "rank is a whole number from 1 to 100, without quotes, such as 80"),
        ("usercompanypreferences.updateOne({}, {$set: {isTracking: 'yes'}})",
         "isTracking is true or false, without quotes"),
        ("jobqueues.insertOne({companyId: ObjectId(), status: 'pendng'})",
         "status is 'pending', 'processing', 'completed' or 'failed'"),
        ("jobqueues.insertOne({companyId: 'acme', status: 'pending'})",
         "companyId is the _id of a company: ObjectId('...'), not a text"),
        ("timers.updateOne({}, {$set: {expireAt: 'tomorrow'}})",
         "expireAt is a date such as new Date(), not a text; delete the timer to say: now"),
        ("usercompanypreferences.insertOne({companyId: ObjectId(), rank: 9})",
         "missingProperties: [ 'userId' ]"),
    ],
)  # fmt: skip
async def test_a_mistyped_edit_is_answered_with_what_to_type(
    typed: Typed, database: ScoutlyDatabase, edit: str, mend: str
) -> None:
    who = {"userId": "ada@example.org", "companyId": ObjectId()}
    await database.preferences.insert_one(who)
    later = datetime.now(UTC) + timedelta(hours=1)
    await database.timers.insert_one({"_id": timer_id("scrape", ObjectId()), "expireAt": later})
    seen = await typed(f"db.{edit}")
    assert "Document failed validation" in seen
    assert mend in seen


async def test_a_new_replica_set_has_the_validators_that_the_reactor_would_install(
    mongosh_program: Path, settings: Settings, tmp_path: Path, eventually: Eventually
) -> None:
    mongod = TemporaryMongod()
    mongod.start_process()
    client = driver.connect(mongod.uri)
    try:
        await eventually(lambda: client.admin.command("hello"))
        script = (ROOT / "mongo-init" / "initiate-replica-set.js").read_text()
        program = tmp_path / "initiate.js"
        program.write_text(script)
        process = await asyncio.create_subprocess_exec(
            mongosh_program,
            mongod.uri,
            *("--quiet", "--norc", "--file", program),
            env=os.environ
            | {"HOME": str(tmp_path), "SCHEMAS": str(ROOT / "reactor/mongo/setup/schemas")}
            | {"REPLICA_SET_HOST": f"127.0.0.1:{mongod.port}"},
            stdout=subprocess.PIPE,
        )
        output, _ = await process.communicate()
        assert process.returncode == 0, output.decode()
        assert await _validations(client) == {name: validation(name) for name in VALIDATED}
        await bootstrap(ScoutlyDatabase(client, "scoutly"), settings.keep_finished)
        assert await _validations(client) == {name: validation(name) for name in VALIDATED}
    finally:
        await driver.disconnect(client)
        mongod.close()


async def _validations(client: driver.Client) -> dict[str, object]:
    found = await client["scoutly"].command("listCollections", filter={"name": {"$in": VALIDATED}})
    kept = ("validator", "validationLevel", "validationAction")
    return {
        each["name"]: {name: each["options"][name] for name in kept}
        for each in found["cursor"]["firstBatch"]
    }
