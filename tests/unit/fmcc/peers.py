"""The other side of the controller, spelled out message by message: a map server and two xTRs."""

from collections.abc import Iterable
from itertools import count

from fmcc.continuity.base import Step
from fmcc.continuity.lisp import LispSettings, Site
from lisp.engine import Command, Datagram, Endpoint, Notice, SendDatagram
from lisp.wire import (
    Action,
    Address,
    Algorithm,
    ChangePriority,
    EidRecord,
    EncapsulatedControlMessage,
    Key,
    KeyChain,
    Locator,
    MapNotify,
    MapNotifyAck,
    MapReply,
    MapRequest,
    Prefix,
    XtrIdentity,
    decode,
    encode,
    seal,
    verify,
)

MS = Endpoint(Address.parse("192.0.2.21"), 4342)
FMCC = Address.parse("192.0.2.31")
NET1, NET2 = "192.0.2.1", "192.0.2.2"
XTR = {
    "dc1": Endpoint(Address.parse("192.0.2.11"), 4342),
    "dc2": Endpoint(Address.parse("192.0.2.12"), 4342),
}
PREFIX = {"dc1": Prefix.parse("10.11.0.0/24"), "dc2": Prefix.parse("10.12.0.0/24")}
HOME1, HOME2 = Prefix.parse("10.1.0.0/24"), Prefix.parse("10.2.0.0/24")
USER = Prefix.parse("10.1.0.100")
VM = Prefix.parse("10.11.0.10")
IDENTITY = XtrIdentity(bytes(range(16)), bytes(8))
FIRST_NONCE = 1_000_000


def chain(name: str) -> KeyChain:
    return KeyChain.of(Key(1, Algorithm.HMAC_SHA256_128_HKDF, f"secret of {name}".encode()))


PUBSUB = chain("publication")
SITE_KEYS = {name: chain(name) for name in XTR}


def settings() -> LispSettings:
    return LispSettings(
        rloc=FMCC,
        identity=IDENTITY,
        map_server=MS,
        keys=PUBSUB,
        user_prefixes=(HOME1, HOME2),
        services=(VM,),
        sites={name: Site(PREFIX[name], SITE_KEYS[name]) for name in XTR},
    )


def nonces() -> "count[int]":
    return count(77_000)


def record(prefix: Prefix, *rlocs: str, ttl_min: int = 1440) -> EidRecord:
    locators = tuple(Locator.unicast(Address.parse(rloc), local=False) for rloc in rlocs)
    return EidRecord.of(prefix, locators, ttl_min=ttl_min)


def notify(
    nonce: int,
    *records: EidRecord,
    keys: KeyChain = PUBSUB,
    identity: XtrIdentity | None = IDENTITY,
) -> Datagram:
    """A Map-Notify of the map server."""
    return Datagram(seal(MapNotify(nonce, records, identity=identity), keys.signing_key), MS)


def refusal(nonce: int, prefix: Prefix) -> Datagram:
    """The last Map-Notify of a subscription that the map server gives up."""
    return notify(nonce, EidRecord.of(prefix, ttl_min=0, action=Action.DROP_AUTH_FAILURE))


def reply(nonce: int, *records: EidRecord) -> Datagram:
    """A Map-Reply."""
    return Datagram(encode(MapReply(nonce, records)), MS)


def acknowledgement(datagram: SendDatagram, keys: KeyChain | None = None) -> Datagram:
    """What the xTR answers to a Change Priority; under other keys, what a stranger would."""
    (name,) = [name for name, endpoint in XTR.items() if endpoint == datagram.destination]
    message = decode(datagram.data)
    assert isinstance(message, ChangePriority)
    key = (keys or SITE_KEYS[name]).signing_key
    return Datagram(seal(message.acknowledged(), key), datagram.destination)


def requests(steps: Iterable[Step]) -> dict[Prefix, MapRequest]:
    """The Map-Requests sent to the map server, by the EID prefix they ask for."""
    found: dict[Prefix, MapRequest] = {}
    for step in steps:
        if isinstance(step, SendDatagram) and step.destination == MS:
            outer = decode(step.data)
            if isinstance(outer, EncapsulatedControlMessage):
                request = decode(outer.inner)
                assert isinstance(request, MapRequest)
                assert outer.source_port == 4342
                prefix = request.records[0].prefix
                assert prefix is not None
                found[prefix] = request
    return found


def acks(steps: Iterable[Step]) -> list[MapNotifyAck]:
    """The authentic Map-Notify-Acks among some steps."""
    found = []
    for step in steps:
        if isinstance(step, SendDatagram) and step.data[0] >> 4 == MapNotifyAck.TYPE:
            verify(step.data, PUBSUB)
            message = decode(step.data)
            assert isinstance(message, MapNotifyAck)
            found.append(message)
    return found


def change_priorities(steps: Iterable[Step]) -> dict[str, SendDatagram]:
    """The authentic Change Priority messages among some steps, by the site they go to."""
    found: dict[str, SendDatagram] = {}
    for step in steps:
        if isinstance(step, SendDatagram) and step.data[0] >> 4 == ChangePriority.TYPE:
            (name,) = [name for name, endpoint in XTR.items() if endpoint == step.destination]
            verify(step.data, SITE_KEYS[name])
            found[name] = step
    return found


def notices(steps: Iterable[Step | Command]) -> list[str]:
    """The names of the notices among some steps."""
    return [step.name for step in steps if isinstance(step, Notice)]


def noticed(steps: Iterable[Step | Command], name: str) -> list[dict[str, object]]:
    """The fields of every notice of that name."""
    return [dict(step.fields) for step in steps if isinstance(step, Notice) and step.name == name]
