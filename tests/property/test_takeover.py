"""A map server that takes its stored mappings over as they are asked for answers like one that has them all."""

from hypothesis import given
from hypothesis import strategies as st

from lisp.engine import SendDatagram
from lisp.wire import Prefix
from tests.unit.mapserver.bench import NET1, NET2, StoringBench, record

# A small corner of the configured prefix, so that prefixes nest, neighbour and collide.
PREFIXES = st.tuples(st.integers(0, 15), st.integers(0, 5)).map(
    lambda drawn: str(Prefix.of(Prefix.parse(f"10.1.0.{drawn[0]}/32").address, 32 - drawn[1]))
)
STEPS = st.tuples(st.sampled_from(["ask", "register", "withdraw", "subscribe", "wait"]), PREFIXES)


def act(bench: StoringBench, what: str, eid: str, number: int) -> list[bytes]:
    """Do one thing; the datagrams that come of it, in any order."""
    match what:
        case "ask":
            commands = bench.ask(eid, nonce=number)
        case "register":
            commands = bench.register(record(eid, NET2), xtr=NET2, nonce=1_000 + number)
        case "withdraw":
            commands = bench.register(record(eid, NET1, ttl_min=0), xtr=NET1, nonce=1_000 + number)
        case "subscribe":
            commands = bench.subscribe(eid, 1_000 + number)
        case _:
            bench.now += 0.6  # the same answer may go out again; nothing is taken over without a Tick
            commands = []
    return sorted(command.data for command in commands if isinstance(command, SendDatagram))


@given(st.lists(PREFIXES, max_size=12, unique=True), st.lists(STEPS, max_size=12))
def test_taking_over_lazily_and_at_once_look_the_same(stored: list[str], steps: list[tuple[str, str]]) -> None:
    before = StoringBench()
    for eid in stored:
        before.register(record(eid, NET1), xtr=NET1)
    lazy, eager = before.killed(), before.killed()
    eager.server.registry.take_some_over(len(stored))
    for number, (what, eid) in enumerate(steps):
        assert act(lazy, what, eid, number) == act(eager, what, eid, number)
    lazy.wait(0.0)
    eager.wait(0.0)
    assert lazy.stored() == eager.stored()
    assert lazy.to_take_over() == eager.to_take_over() == 0
