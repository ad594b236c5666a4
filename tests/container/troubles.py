"""What goes wrong sooner or later."""

from subprocess import CalledProcessError

from tests.container.edits import Editor
from tests.container.stack import Stack
from tests.container.transcript import Transcript, check, eventually

_KILL_REACTOR = """
for process in /proc/[0-9]*; do
  name=$(tr '\\0' ' ' < $process/cmdline)
  case $name in */python*reactor\\ run\\ ) kill -KILL ${process#/proc/} ;; esac
done
"""
_KILLED = 137


def rehearse(stack: Stack, transcript: Transcript, editor: Editor) -> None:
    """Kill the app, restart MongoDB, cut the power."""
    _kill(stack, transcript, editor)
    _restart_mongodb(stack, transcript, editor)
    _cut_power(stack, transcript, editor)


def _kill(stack: Stack, transcript: Transcript, editor: Editor) -> None:
    with transcript.step("killed in the middle of a visit, it comes back and makes up for it"):
        started = _started(stack)
        with stack.held_site():
            visit = editor.change_rank(85)
            editor.wait_until_running()
            transcript.say("$ kill -KILL <reactor run>")
            _kill_reactor(stack)
            eventually("the container is started again", lambda: _started(stack) != started)
        editor.wait_for_visit(visit)
        editor.check_saved_once()
        transcript.say(_lines_with(stack, "job released"))


def _restart_mongodb(stack: Stack, transcript: Transcript, editor: Editor) -> None:
    with transcript.step("mongodb is restarted under the app, which stays and goes on"):
        started = _started(stack)
        stack.compose("restart", "mongodb")
        stack.wait_for("mongodb")
        editor.wait_for_visit(editor.change_rank(88))
        check("the app was not restarted", holds=_started(stack) == started)


def _cut_power(stack: Stack, transcript: Transcript, editor: Editor) -> None:
    with transcript.step("after a power cut both start, the app first, and go on"):
        app, mongodb = stack.engine.container("app"), stack.engine.container("mongodb")
        stack.engine.run("kill", app, mongodb)
        stack.engine.run("start", app)
        if stack.engine.name == "docker":  # podman starts along what a container depends on
            eventually("the app waits", lambda: "waiting for MongoDB" in _last_line(stack))
            transcript.say(_last_line(stack))
        stack.engine.run("start", mongodb)
        stack.wait_for("mongodb")
        editor.wait_for_visit(editor.change_rank(91))
        editor.check_saved_once()


def _kill_reactor(stack: Stack) -> None:
    try:
        stack.inside("app", "sh", "-c", _KILL_REACTOR)
    except CalledProcessError as error:
        if error.returncode != _KILLED:  # the shell goes down with its container
            raise


def _started(stack: Stack) -> str:
    return stack.engine.inspect(stack.engine.container("app"), "{{.State.StartedAt}}")


def _lines_with(stack: Stack, text: str) -> str:
    return "\n".join(line for line in stack.log().splitlines() if text in line)


def _last_line(stack: Stack) -> str:
    return stack.printed().rstrip().rpartition("\n")[2]
