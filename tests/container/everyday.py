"""A day with the stack as docker-compose.yml describes it."""

from tests.container.confinement import check_confinement
from tests.container.edits import Editor
from tests.container.stack import LOG, Stack
from tests.container.transcript import Transcript, check, eventually


def rehearse(stack: Stack, transcript: Transcript, editor: Editor) -> None:
    """Start it, edit in mongosh, and look at what follows."""
    _begin(stack, transcript)
    _edit(stack, transcript, editor)


def _begin(stack: Stack, transcript: Transcript) -> None:
    with transcript.step("both services start and become healthy", vital=True):
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
        story = stack.inside("app", "tail", "-n", "6", LOG)
        transcript.say(f"$ tail {LOG}\n{story}")
        check("from start to end", holds="run started" in story and "job completed" in story)
        check("for `docker compose logs`, too", holds="job completed" in stack.printed())
    with transcript.step("a rank edited in mongosh causes a visit, and finds what is new"):
        before = editor.saved()
        editor.wait_for_visit(editor.change_rank(95))
        transcript.say(f"saved besides {sorted(set(editor.saved()) - set(before))}")
    with transcript.step("status and doctor answer inside of the container"):
        transcript.say(stack.inside("app", "reactor", "status"))
        transcript.say(stack.inside("app", "reactor", "doctor"))
