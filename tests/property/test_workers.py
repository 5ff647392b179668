"""Several workers, each with the datagrams about its EIDs, say together what one map server would say."""

from hypothesis import example, given
from hypothesis import strategies as st

from lisp.engine import Command, Datagram, Event, SendDatagram, Tick
from lisp.wire import Address, KeyChain, MapNotify, Prefix, decode
from mapserver import steering
from mapserver.engine import MapServer
from mapserver.ownership import REST, Ownership, Share, spread
from mapserver.policy import Policy, Site, SitePrefix, Subscriber
from mapserver.prefix_key import key_of
from tests.unit.mapserver.bench import (
    FIRST_NONCE,
    FMCC,
    FMCC_ID,
    NET1,
    NET2,
    PUBSUB_KEY,
    SITE_KEY,
    Bench,
    prefix,
    record,
)

# Prefixes that nest and neighbour, in one instance and another.
CONFIGURED = [
    "10.1.0.0/24",
    "10.1.0.0/28",
    "10.1.0.8/29",
    "10.2.0.0/16",
    "10.2.0.0/24",
    "10.3.0.0/24",
    "[7]10.1.0.0/24",
]
PAIRS = ["10.3.0.0/24 > 10.1.0.0/24", "192.0.2.0/24 > 10.2.0.0/28", "10.1.0.8/32 > 10.2.0.1/32"]
FOLLOWED = ["10.0.0.0/8", "10.1.0.0/24", "10.2.0.0/15", "10.2.0.0/28", "10.9.0.0/16"]
EIDS = st.one_of(
    st.tuples(st.sampled_from([1, 2, 3, 9]), st.sampled_from([0, 1, 8, 16]), st.sampled_from([28, 32])).map(
        lambda drawn: str(Prefix.of(Address.parse(f"10.{drawn[0]}.0.{drawn[1]}"), drawn[2]))
    ),
    st.sampled_from(PAIRS),
    st.sampled_from(["10.0.0.0/8", "10.2.0.0/15", "10.1.0.0/24", "[7]10.1.0.0/32", "192.0.2.1/32"]),
)
STEPS = st.tuples(st.sampled_from(["ask", "register", "move", "both", "withdraw", "subscribe", "wait"]), EIDS, EIDS)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Sites with some of the prefixes each, and a subscriber."""
    owners = draw(st.dictionaries(st.sampled_from(CONFIGURED), st.sampled_from("abcd"), min_size=1))
    sites = tuple(
        Site(name, KeyChain.of(SITE_KEY), tuple(SitePrefix(prefix(p)) for p, owner in owners.items() if owner == name))
        for name in sorted(set(owners.values()))
    )
    followed = tuple(map(prefix, draw(st.lists(st.sampled_from(FOLLOWED), unique=True))))
    return Policy(sites, (Subscriber("fmcc", FMCC_ID, KeyChain.of(PUBSUB_KEY), followed),))


class Fleet(Bench):
    """Several map servers, and who reads a datagram first gives it to its owner."""

    def __init__(self, policy: Policy, workers: int) -> None:
        super().__init__(policy)
        self.ownership = spread(policy, workers)
        self.servers = [MapServer(policy, FIRST_NONCE) for _ in range(workers)]

    def feed(self, event: Event) -> list[Command]:
        if isinstance(event, Datagram):
            worker = steering.owner(event.data, self.ownership)
            self.commands = self.servers[worker or 0].handle(event, self.now)
        else:
            self.commands = [command for server in self.servers for command in server.handle(event, self.now)]
        return self.commands


def act(bench: Bench, step: tuple[str, str, str], number: int) -> list[tuple[str, object]]:
    """Do one thing, with all that follows from it; who is told what, in any order."""
    what, eid, other = step
    itr = f"192.0.3.{number + 1}"  # another each time: what one of them may be told is limited
    match what:
        case "ask":
            commands = bench.ask(eid, itr, nonce=number)
        case "register":
            commands = bench.register(record(eid, NET1), xtr=NET1, nonce=1_000 + number)
        case "move":
            commands = bench.register(record(eid, NET2), xtr=NET2, nonce=1_000 + number)
        case "both":
            commands = bench.register(record(eid, NET1), record(other, NET1), xtr=NET1, nonce=1_000 + number)
        case "withdraw":
            commands = bench.register(record(eid, NET1, ttl_min=0), xtr=NET1, nonce=1_000 + number)
        case "subscribe":
            commands = bench.subscribe(eid, 1_000 + number)
        case _:
            bench.now += 1.0
            commands = bench.feed(Tick())
    said = [c for c in commands if isinstance(c, SendDatagram)]
    for datagram in said:  # grows
        message = decode(datagram.data)
        if isinstance(message, MapNotify) and str(datagram.destination.address) == FMCC:
            said += [c for c in bench.acknowledge(message, PUBSUB_KEY, FMCC) if isinstance(c, SendDatagram)]
    return sorted(((str(each.destination), _words(each.data)) for each in said), key=repr)


def _words(data: bytes) -> object:
    """What a datagram says; of a move notice all but its nonce, which every worker counts for itself."""
    message = decode(data)
    if isinstance(message, MapNotify) and message.nonce >= FIRST_NONCE:
        return message.records
    return data


# Prefixes apart, of a worker each: what it takes for a whole story to happen at the second.
APART = Policy(
    tuple(Site(n, KeyChain.of(SITE_KEY), (SitePrefix(prefix(f"10.{n}.0.0/24")),)) for n in "12"),
    (Subscriber("fmcc", FMCC_ID, KeyChain.of(PUBSUB_KEY), (prefix("10.2.0.0/24"),)),),
)
MOVED = [(what, "10.2.0.0/32", "") for what in ("subscribe", "register", "move", "withdraw")]
ASKED_WIDE = [("register", "10.2.0.0/32", ""), ("ask", "10.2.0.0/15", "")]
PAIRED = [("register", "10.2.0.0/28", ""), ("ask", PAIRS[2], "")]


@given(policies(), st.integers(2, 3), st.lists(STEPS, max_size=16))
@example(APART, 2, MOVED)
@example(APART, 2, PAIRED)
@example(APART, 2, ASKED_WIDE)
def test_workers_say_what_one_map_server_would(policy: Policy, workers: int, steps: list[tuple[str, str, str]]) -> None:
    one, fleet = Bench(policy), Fleet(policy, workers)
    for number, step in enumerate(steps):
        assert act(fleet, step, number) == act(one, step, number)


@given(policies(), policies(), st.integers(1, 4))
def test_what_can_meet_has_one_owner(policy: Policy, after: Policy, workers: int) -> None:
    ownership = spread(policy, workers)
    _check(policy, ownership)
    try:
        again = spread(after, workers, ownership)
    except ValueError:
        return  # it joins what is apart
    _check(after, again)
    for site in {site.name for site in policy.sites} & {site.name for site in after.sites}:
        assert again.sites[site] == ownership.sites[site]
    for root, worker in ownership.roots.items():
        assert {again.roots.longest(root), *(owner for _, owner in again.roots.covered(root))} <= {worker, None}


def _check(policy: Policy, ownership: Ownership) -> None:
    for site in policy.sites:
        assert {ownership.owner(allowed.prefix) for allowed in site.prefixes} == {ownership.sites[site.name]}
    used = [*policy.configured, *policy.subscribers[0].prefixes]
    for wider in used:
        inside = [each for each in used if wider.covers(each)] + [Prefix.of(wider.address, iid=wider.iid)]
        assert {ownership.owner(each) for each in inside} == {ownership.owner(wider)}


@given(policies(), st.integers(1, 3), EIDS)
def test_each_stored_prefix_is_read_by_its_owner_alone(policy: Policy, workers: int, eid: str) -> None:
    ownership, stored = spread(policy, workers), prefix(eid)
    readers = [
        worker
        for worker in range(workers)
        for start, end in Share(ownership, worker).ranges()
        if start <= key_of(stored) < end
    ]
    # One that is wider than all that is configured now is read once, to be forgotten.
    inside = ownership.roots.longest(stored.destination) is not None
    assert readers == [ownership.owner(stored) if inside else REST]
