"""The story of a migration for the one who has to deal with it: what happened, what was undone, and what to do now."""

from typing import Final

from fmcc.migration import Fact, Migration, State, Step, Trigger

# What the journal has as a trigger alone; everything else says by itself what happened.
_HAPPENED: Final[dict[str, str]] = {
    Trigger.CHECKED: "{source} and {target} are ready",
    Trigger.PREPARED: "the map server and both tunnel routers are ready",
    Trigger.STARTED: "{source} copies it to {target}; it runs at {source}",
    Trigger.SUSPENDED: "it stands still at {source}: the last of its memory is on the way",
    Trigger.GUEST_MOVED: "it runs at {target}; both tunnel routers are told",
    Trigger.ACKNOWLEDGED: "both tunnel routers have acknowledged; the map has to show it",
    Trigger.VERIFIED: "the map leads to {target}, and {source} has let it go",
    Trigger.ROLLED_BACK: "the map leads to {source}, and both tunnel routers have acknowledged",
}

_AWAITED: Final = {
    Fact.CHECKED: "{source} and {target} to be ready",
    Fact.PREPARED: "the map server and both tunnel routers",
    Fact.SUSPENDED: "the guest's stop at {source}",
    Fact.RESUMED: "the guest to run at {target}",
    Fact.RETURNED: "{source} to let the guest go",
    Fact.ACKNOWLEDGED: "both tunnel routers to acknowledge",
    Fact.PUBLISHED: "the map server to lead to {led_to}",
}

_UNDONE: Final = {
    State.ABORTING: "the copy to {target} was stopped",
    State.FENCING: "what ran or lay at the wrong side was stopped",
    State.RESTARTING: "the guest was started again where it is complete",
    State.ROLLING_BACK: "the traffic was led back to {source}",
}


def happened(migration: Migration, step: Step) -> str:
    """What a step was, and why."""
    phrase = _HAPPENED.get(step.detail)
    return step.detail if phrase is None else phrase.format(**_names(migration))


def awaited(migration: Migration) -> str:
    """What the present state still waits for."""
    missing = [_AWAITED[fact].format(**_names(migration)) for fact in migration.missing()]
    return ", ".join(missing) or "both hypervisors' word"


def undone(migration: Migration) -> list[str]:
    """What had been done and was taken back, in order."""
    names = _names(migration)
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
        case State.FAILED if migration.is_closed:
            return f"you have closed it: fmc service shows where {domain} runs, and where the map leads"
        case State.FAILED:
            again = f"fmc migrate {migration.service} {target}"
            return f"nothing to repair: {domain} runs at {source}. To try again: {again} (with --dry-run: could it?)"
        case State.NEEDS_OPERATOR:
            return _operators_part(migration)
        case State.RECONCILING | State.REMAPPING | State.VERIFYING | State.ROLLING_BACK:
            return "nothing yet; if an alarm is raised, see to what it waits for"
        case _:
            return f"wait: {domain} is on its way from {source} to {target}"


def _names(migration: Migration) -> dict[str, str]:
    led_to = migration.source if migration.state is State.ROLLING_BACK else migration.target
    return {"source": migration.source, "target": migration.target, "led_to": led_to}


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
