"""A life with the stack as docker-compose.yml describes it."""

from tests.container.confinement import check_confinement
from tests.container.edits import Editor
from tests.container.stack import Stack
from tests.container.transcript import Transcript, check, eventually

_LOG = "/tmp/scoutly-logs/queue-processor.log"  # noqa: S108 - inside of the container
_KILL_REACTOR = """
for process in /proc/[0-9]*; do
  name=$(tr '\\0' ' ' < $process/cmdline)
  case $name in */python*reactor\\ run\\ ) kill -KILL ${process#/proc/} ;; esac
done
"""
_NEWER = "reactor/__init__.py"


def rehearse(stack: Stack, transcript: Transcript, build_options: list[str]) -> None:
    """From the first start to the last stop, on one set of data."""
    editor = Editor(stack, transcript)
    transcript.title("As it comes")
    _begin(stack, transcript)
    _edit(stack, transcript, editor)
    _break(stack, transcript, editor)
    _renew(stack, transcript, editor, build_options)


def _begin(stack: Stack, transcript: Transcript) -> None:
    with transcript.step("both services start and become healthy"):
        stack.start()
        ready = eventually("/readyz answers", lambda: stack.answer("/readyz"))
        transcript.say(f"/healthz {stack.answer('/healthz')}\n/readyz {ready}")
        transcript.say(f"reactor health {stack.inside('app', 'reactor', 'health')}")
    with transcript.step("the app's container can do what it must, and nothing more"):
        check_confinement(stack, transcript)


def _edit(stack: Stack, transcript: Transcript, editor: Editor) -> None:
    with transcript.step("MongoDB itself refuses a mistyped edit"):
        mistyped = "db.usercompanypreferences.insertOne({userId: 'x', companyId: 1, rank: 'high'})"
        said = editor.type(f"try {{ {mistyped} }} catch (error) {{ print(error.message) }}")
        transcript.say(said)
        check("it is refused", holds="Document failed validation" in said)
    with transcript.step("a company tracked in mongosh is visited at once, and its jobs are saved"):
        editor.plant()
        editor.wait_for_visit(editor.track())
        transcript.say(f"saved {editor.saved()}")
        check("something was saved", holds=bool(editor.saved()))
    with transcript.step("the log tells of it"):
        story = stack.inside("app", "tail", "-n", "6", _LOG)
        transcript.say(f"$ tail {_LOG}\n{story}")
        check("from start to end", holds="run started" in story and "job completed" in story)
        check("for `docker compose logs`, too", holds="job completed" in _printed(stack))
    with transcript.step("a rank edited in mongosh causes a visit, and finds what is new"):
        before = editor.saved()
        editor.wait_for_visit(editor.change_rank(95))
        transcript.say(f"saved besides {sorted(set(editor.saved()) - set(before))}")
    with transcript.step("status and doctor answer inside of the container"):
        transcript.say(stack.inside("app", "reactor", "status"))
        transcript.say(stack.inside("app", "reactor", "doctor"))


def _break(stack: Stack, transcript: Transcript, editor: Editor) -> None:
    with transcript.step("killed in the middle of a visit, it comes back and makes up for it"):
        app = stack.engine.container("app")
        started = stack.engine.inspect(app, "{{.State.StartedAt}}")
        visit = _hold_visit(stack, editor, rank=85)
        transcript.say("$ kill -KILL <reactor run>")
        stack.inside("app", "sh", "-c", _KILL_REACTOR)
        eventually(
            "the container is started again",
            lambda: stack.engine.inspect(app, "{{.State.StartedAt}}") != started,
        )
        _release(stack)
        editor.wait_for_visit(visit)
        _check_saved_once(editor)
        transcript.say(_lines_with(stack, "job released"))
    with transcript.step("mongodb is restarted under the app, which stays and goes on"):
        started = stack.engine.inspect(stack.engine.container("app"), "{{.State.StartedAt}}")
        stack.compose("restart", "mongodb")
        stack.wait_for("mongodb")
        editor.wait_for_visit(editor.change_rank(88))
        now = stack.engine.inspect(stack.engine.container("app"), "{{.State.StartedAt}}")
        check("the app was not restarted", holds=now == started)
    with transcript.step("after a power cut both start in the wrong order, and go on"):
        app, mongodb = stack.engine.container("app"), stack.engine.container("mongodb")
        stack.engine.run("kill", app, mongodb)
        stack.engine.run("start", app)
        if stack.engine.name == "docker":  # podman starts along what a container depends on
            eventually("the app waits", lambda: "MongoDB" in _printed(stack).splitlines()[-1])
            transcript.say(_printed(stack).splitlines()[-1])
        stack.engine.run("start", mongodb)
        stack.wait_for("mongodb")
        editor.wait_for_visit(editor.change_rank(91))
        _check_saved_once(editor)


def _renew(stack: Stack, transcript: Transcript, editor: Editor, build_options: list[str]) -> None:
    with transcript.step("a newer image takes over the data and the logs"):
        editor.type("db.savedjobs.updateOne({}, {$set: {notes: 'call Ada', status: 'APPLIED'}})")
        old, kept = stack.engine.container("app"), editor.saved()
        code = stack.engine.folder / _NEWER
        code.write_text(f"{code.read_text()}\n# a newer version\n")
        stack.build(build_options)
        stack.start()
        check("it is another container", holds=stack.engine.container("app") != old)
        inside = stack.inside(
            "app", "sh", "-c", "tail -n 1 $(python -c 'import reactor; print(reactor.__file__)')"
        )
        check("it runs the newer code", holds="a newer version" in inside)
        editor.wait_for_visit(editor.change_rank(92))
        check("nothing saved was lost", holds=set(kept) <= set(editor.saved()))
        noted = editor.ask("db.savedjobs.countDocuments({notes: 'call Ada', status: 'APPLIED'})")
        check("what the person noted is untouched", holds=noted == 1)
        check("older log lines are there", holds="job released" in _log(stack))
        transcript.say(f"kept {kept}, and the note")
    with transcript.step(
        "stopped in the middle of a visit, it ends in time and hands back the job"
    ):
        _hold_visit(stack, editor, rank=87)
        stack.compose("stop", "app")
        ended = stack.engine.inspect(
            stack.engine.container("app"), "{{.State.ExitCode}} {{.State.OOMKilled}}"
        )
        transcript.say(f"exit status, out of memory: {ended}")
        check("it ended by itself", holds=ended == "0 false")
        job = editor.ask("db.jobqueues.findOne({status: 'pending'})")
        transcript.say(f"job {job}")
        check("the job waits, uncounted", holds=bool(job) and not job.get("crashCount"))
        check("nor as a failed try", holds=not job.get("retryCount"))
    with transcript.step("started again, it finishes that job"):
        visit = editor.visits() + 1
        _release(stack)
        stack.start()
        editor.wait_for_visit(visit)
        _check_saved_once(editor)
    with transcript.step("logins are switched on for data that is there already"):
        stack.compose("down")
        stack.asks_for_login = True
        stack.start()
        editor.wait_for_visit(editor.change_rank(96))
        _check_saved_once(editor)


def _hold_visit(stack: Stack, editor: Editor, rank: int) -> int:
    """Cause a visit that does not end before the site is released; its number."""
    stack.inside("careers", "touch", "/tmp/hold")  # noqa: S108 - inside of the container
    visit = editor.change_rank(rank)
    editor.wait_until_running()
    return visit


def _release(stack: Stack) -> None:
    stack.inside("careers", "rm", "-f", "/tmp/hold")  # noqa: S108 - inside of the container


def _check_saved_once(editor: Editor) -> None:
    saved = editor.saved()
    check("every posting is saved once", holds=len(saved) == len(set(saved)) > 0)


def _log(stack: Stack) -> str:
    return stack.inside("app", "cat", _LOG)


def _lines_with(stack: Stack, text: str) -> str:
    return "\n".join(line for line in _log(stack).splitlines() if text in line)


def _printed(stack: Stack) -> str:
    return stack.engine.run("logs", stack.engine.container("app"))
