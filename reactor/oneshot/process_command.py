"""`reactor process`: opens everything that a drain needs, drains, and closes it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from reactor.core.dispatch.runner import Runner
from reactor.logs import log_to_files
from reactor.mongo.command_session import command_session
from reactor.mongo.notifications.outbox import Outbox
from reactor.mongo.orphaned_transactions import past_orphaned_transactions
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.notify.relay import Relay
from reactor.oneshot.drain import Drain, DrainObserver, DrainResult
from reactor.pipeline import Pipeline
from reactor.pipeline.model_probe import ModelProbe
from reactor.pipeline.toolset import open_toolset
from reactor.settings import Settings
from reactor.signals import stop_on_signals

_NO_STAND_INS: Mapping[str, str] = MappingProxyType({})


async def work_off(
    settings: Settings,
    onlooker: DrainObserver,
    *,
    time_limit: float | None = None,
    on_stop: Callable[[], None] = lambda: None,
    stand_ins: Mapping[str, str] = _NO_STAND_INS,
) -> DrainResult:
    """Drain the queue until it is empty, a signal arrives or the time is up.

    Args:
        settings: the settings.
        onlooker: observer of the progress.
        time_limit: seconds after which nothing more is claimed; None for no limit.
        on_stop: called at the first signal.
        stand_ins: addresses to dial instead of named hosts, for the demo and tests.

    Raises:
        SettingsError: MongoDB's address is wrong, or it is no replica set.
        PassingError: MongoDB is unavailable now.
    """
    log_to_files(settings)
    async with command_session(settings) as database:
        await past_orphaned_transactions(database, bootstrap(database, settings.keep_finished))
        async with open_toolset(settings, database, stand_ins) as instruments:
            # A person starts this command, so a model in trouble is probed at once.
            watch = ModelProbe(database, settings, instruments.matcher)
            await past_orphaned_transactions(database, watch.begin())
            runner = Runner(database, Pipeline(instruments, database, settings), settings)
            relay = Relay(Outbox(database), settings)
            drain = Drain(database, settings, runner, onlooker, relay.send_all)

            def stop() -> None:
                drain.stop()
                on_stop()

            stop_on_signals(stop)
            return await drain.run(time_limit)
