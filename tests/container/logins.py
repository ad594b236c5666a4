"""The same with logins from the first start: mongo-init/auth.yml."""

from subprocess import CalledProcessError

from tests.container.confinement import check_confinement
from tests.container.edits import Editor
from tests.container.stack import Stack
from tests.container.transcript import Transcript, check

_FORBIDDEN = {
    "read the passwords": "db.getSiblingDB('admin').system.users.findOne()",
    "create a user": "db.getSiblingDB('admin').createUser({user: 'x', pwd: 'x', roles: ['root']})",
    "write to another database": "db.getSiblingDB('other').things.insertOne({})",
    "read the oplog": "db.getSiblingDB('local').oplog.rs.findOne()",
    "drop the database": "db.dropDatabase()",
    "stop the server": "db.getSiblingDB('admin').shutdownServer()",
}


def rehearse(stack: Stack, transcript: Transcript) -> None:
    """Start with empty data, look at what is open to whom, and go through a restart."""
    editor = Editor(stack, transcript)
    transcript.title("With logins")
    with transcript.step("with passwords but without auth.yml, MongoDB is not started"):
        said = stack.forget_auth_file()
        transcript.say(said.splitlines()[0])
        check("it says so", holds="is not started" in said and "auth.yml is not in use" in said)
        stack.remove()
    stack.asks_for_login = True
    with transcript.step("both services start and become healthy", vital=True):
        stack.start()
        transcript.say(f"/healthz {stack.answer('/healthz')}")
        check_confinement(stack, transcript)
    with transcript.step("the key file is readable by mongod alone"):
        said = stack.inside("mongodb", "stat", "-c", "%a %u %s", "/data/configdb/keyFile").strip()
        transcript.say(f"mode, owner, size: {said}")
        check("0400, 999", holds=said.startswith("400 999 "))
    with transcript.step("without a login, MongoDB says nothing"):
        said = _attempt(stack, "mongodb://localhost/scoutly", "db.users.countDocuments()")
        transcript.say(said)
        check("it asks for one", holds="requires authentication" in said)
    with transcript.step("what the app's user may not do is refused"):
        _check_forbidden(stack, transcript)
    with transcript.step("root's password is not in the app's environment"):
        environment = stack.inside("app", "env")
        check("it is not", holds=stack.settings["MONGO_ROOT_PASSWORD"] not in environment)
        logged = stack.inside("app", "sh", "-c", "cat /tmp/scoutly-logs/*.log")
        check("nor the app's in its logs", holds=_app_password(stack) not in logged)
    with transcript.step("a company tracked in mongosh, as root, is visited at once"):
        editor.plant()
        editor.wait_for_visit(editor.track())
        transcript.say(f"saved {editor.saved()}")
    with transcript.step("the doctor finds the rights sufficient"):
        said = stack.inside("app", "reactor", "doctor")
        transcript.say(said)
        check("they are", holds="may do all that the reactor does" in said)
    with transcript.step("mongodb is killed and started, and users and key are as they were"):
        stack.engine.run("kill", stack.engine.container("mongodb"))
        stack.engine.run("start", stack.engine.container("mongodb"))
        stack.wait_for("mongodb")
        editor.wait_for_visit(editor.change_rank(95))


def _check_forbidden(stack: Stack, transcript: Transcript) -> None:
    address = f"mongodb://reactor:{_app_password(stack)}@localhost/scoutly?authSource=admin"
    for what, program in _FORBIDDEN.items():
        said = _attempt(stack, address, program)
        transcript.say(f"{what}: {said}")
        check(f"it may not {what}", holds="not authorized" in said or "not allowed" in said)


def _attempt(stack: Stack, address: str, program: str) -> str:
    guarded = f"try {{ printjson({program}) }} catch (error) {{ print(error.message) }}"
    try:
        said = stack.inside("mongodb", "mongosh", "--quiet", address, "--eval", guarded)
    except CalledProcessError as error:
        said = f"{error.stdout}{error.stderr}"
    return " ".join(said.partition(" to execute command")[0].split())


def _app_password(stack: Stack) -> str:
    return stack.settings["MONGO_APP_PASSWORD"]
