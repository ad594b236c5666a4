"""Every check, in the order in which they are told; each is a file here."""

from reactor.doctor.checks import (
    before_images,
    budget,
    change_stream,
    clock,
    companies,
    folder,
    indexes,
    jobs,
    machine,
    model,
    oplog,
    port,
    preferences,
    privacy,
    reactors,
    replica_set,
    rights,
    server,
    settings,
    stuck,
    timers,
    ttl_monitor,
    users,
    validators,
)
from reactor.doctor.checks.check import Check, Group

CHECKS = (
    Check("settings", Group.SETTINGS, settings.look, asks_mongodb=False),
    Check("log folder", Group.SETTINGS, folder.look, asks_mongodb=False),
    # Notifications: once REACTOR_NOTIFY_URLS is a setting, its check belongs here.
    Check("server", Group.MONGODB, server.look, opens=True),
    Check("replica set", Group.MONGODB, replica_set.look),
    Check("rights", Group.MONGODB, rights.look),
    Check("indexes", Group.MONGODB, indexes.look),
    Check("validators", Group.MONGODB, validators.look),
    Check("images", Group.MONGODB, before_images.look),
    Check("TTL monitor", Group.MONGODB, ttl_monitor.look),
    Check("stream", Group.MONGODB, change_stream.look),
    Check("oplog", Group.MONGODB, oplog.look),
    Check("clock", Group.MONGODB, clock.look),
    Check("reactors", Group.QUEUE, reactors.look),
    Check("stuck jobs", Group.QUEUE, stuck.look),
    Check("jobs", Group.QUEUE, jobs.look),
    Check("timers", Group.QUEUE, timers.look),
    Check("preferences", Group.DATA, preferences.look),
    Check("companies", Group.DATA, companies.look),
    Check("users", Group.DATA, users.look),
    Check("model", Group.MATCHING, model.look, asks_mongodb=False),
    Check("budget", Group.MATCHING, budget.look),
    Check("privacy", Group.MATCHING, privacy.look, asks_mongodb=False),
    Check("port", Group.MACHINE, port.look, asks_mongodb=False),
    Check("Pi", Group.MACHINE, machine.look, asks_mongodb=False),
)

__all__ = ["CHECKS", "Check", "Group"]
