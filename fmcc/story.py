"""The story of a migration for the one who has to deal with it: what was undone, and what to do now."""

from typing import Final

from fmcc.migration import Migration, State

_UNDONE: Final = {
    State.ABORTING: "the copy to {target} was stopped",
    State.FENCING: "what ran or lay at the wrong side was stopped",
    State.RESTARTING: "the guest was started again where it is complete",
    State.ROLLING_BACK: "the traffic was led back to {source}",
}


def undone(migration: Migration) -> list[str]:
    """What had been done and was taken back, in order."""
    names = {"source": migration.source, "target": migration.target}
    states = [step.state for step in migration.steps]
    told = [_UNDONE[state].format(**names) for state in dict.fromkeys(states) if state in _UNDONE]
    if not told and migration.state is State.FAILED:
        told.append("nothing: the network had not been told of the target")
    return told


def advice(migration: Migration) -> str:
    """What a person has to do, if anything."""
    source, target, domain = migration.source, migration.target, migration.domain
    match migration.state:
        case State.DONE:
            return "nothing"
        case State.FAILED:
            return f"{domain} is as before at {source}; when the reason is gone, migrate it again"
        case State.NEEDS_OPERATOR:
            return _operators_part(migration)
        case State.RECONCILING | State.REMAPPING | State.VERIFYING | State.ROLLING_BACK:
            return "nothing yet; if an alarm is raised, see to what it waits for"
        case _:
            return f"wait: {domain} is on its way from {source} to {target}"


def _operators_part(migration: Migration) -> str:
    """By where the migration was when it gave up."""
    source, target, domain = migration.source, migration.target, migration.domain
    before = next((step.state for step in reversed(migration.steps) if step.state is not State.NEEDS_OPERATOR), None)
    close = f"the migration then ends by itself (or close it: fmc migration close {migration.id})"
    if before in (State.REMAPPING, State.VERIFYING):
        return f"{domain} runs at {target}; see that the map server, both tunnel routers and {source} answer; {close}"
    if before is State.ROLLING_BACK:
        return f"{domain} runs at {source}; see that the map server and both tunnel routers answer; {close}"
    return f"make sure that {domain} runs at exactly one of {source} and {target}, and that both answer; {close}"
