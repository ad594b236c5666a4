"""What a person does to the stack on purpose."""

from tests.container.edits import Editor
from tests.container.stack import Stack
from tests.container.transcript import Transcript, check

_NEWER = "reactor/__init__.py"


def rehearse(
    stack: Stack, transcript: Transcript, editor: Editor, build_options: list[str]
) -> None:
    """Upgrade the app, stop and start it, switch on logins."""
    _upgrade(stack, transcript, editor, build_options)
    _stop(stack, transcript, editor)
    _switch_on_logins(stack, transcript, editor)


def _upgrade(
    stack: Stack, transcript: Transcript, editor: Editor, build_options: list[str]
) -> None:
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
        check("older log lines are there", holds="job released" in stack.log())
        transcript.say(f"kept {kept}, and the note")


def _stop(stack: Stack, transcript: Transcript, editor: Editor) -> None:
    promise = "stopped in the middle of a visit, it ends in time and hands back the job"
    with transcript.step(promise), stack.held_site():
        editor.change_rank(87)
        editor.wait_until_running()
        stack.compose("stop", "app")
        app = stack.engine.container("app")
        ended = stack.engine.inspect(app, "{{.State.ExitCode}} {{.State.OOMKilled}}")
        transcript.say(f"exit status, out of memory: {ended}")
        check("it ended by itself", holds=ended == "0 false")
        job = editor.ask("db.jobqueues.findOne({status: 'pending'})")
        transcript.say(f"job {job}")
        check("the job waits, uncounted", holds=bool(job) and not job.get("crashCount"))
        check("nor as a failed try", holds=not job.get("retryCount"))
    with transcript.step("started again, it finishes that job"):
        visit = editor.visits() + 1
        stack.start()
        editor.wait_for_visit(visit)
        editor.check_saved_once()


def _switch_on_logins(stack: Stack, transcript: Transcript, editor: Editor) -> None:
    with transcript.step("logins are switched on for data that is there already"):
        stack.compose("down")
        stack.asks_for_login = True
        stack.start()
        editor.wait_for_visit(editor.change_rank(96))
        editor.check_saved_once()
