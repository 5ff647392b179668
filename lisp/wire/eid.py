"""EIDs as keys, and back: plain prefixes, the hosts of an AFI list, a source and a destination."""

from lisp.wire.address import Address, Prefix, PrefixPair
from lisp.wire.lcaf import AnyAddress, InstanceId, eid_prefix
from lisp.wire.lcaf_keys import SourceDestinationKey
from lisp.wire.lcaf_lists import AfiList


def eid_prefixes(eid: AnyAddress, mask_length: int) -> tuple[Prefix, ...]:
    """The keys that an EID stands for: one, or the hosts of an AFI list, the other addresses in it aside.

    A list binds addresses of one host (RFC 8060 section 4.10.1); its record's mask length counts nothing. A
    pair whose source is anything is its destination alone.
    """
    iid, inner = 0, eid
    while isinstance(inner, InstanceId):
        iid, inner = inner.iid, inner.address
    if isinstance(inner, AfiList):
        hosts = [address for address in inner.addresses if isinstance(address, Address) and address.is_ip]
        return tuple(Prefix.of(host, iid=iid) for host in hosts)
    key = eid_key(eid, mask_length)
    if key is None:
        return ()
    return (key if key.source.length else key.destination,)


def eid_key(eid: AnyAddress, mask_length: int) -> Prefix | None:
    """The one key that says the same as an EID: its prefix, or the pair; None where it has none."""
    iid, inner = 0, eid
    while isinstance(inner, InstanceId):
        iid, inner = inner.iid, inner.address
    if not isinstance(inner, SourceDestinationKey):
        return eid_prefix(eid, mask_length)
    source, destination = inner.source, inner.destination
    if not isinstance(source, Address) or not isinstance(destination, Address):
        return None
    if source.afi != destination.afi or not source.is_ip:
        return None
    return PrefixPair.between(
        Prefix.of(source, inner.source_mask_length, iid), Prefix.of(destination, inner.destination_mask_length, iid)
    )


def eid_address(prefix: Prefix) -> AnyAddress:
    """How a key stands on the wire: plain or a pair, and inside an instance id when it has one."""
    inner: AnyAddress = prefix.address
    if isinstance(prefix, PrefixPair):
        destination = prefix.destination
        inner = SourceDestinationKey(prefix.length, destination.length, prefix.address, destination.address)
    return InstanceId(prefix.iid, inner) if prefix.iid else inner


def eid_mask(prefix: Prefix) -> int:
    """The mask length of a record about a key; a pair holds its own."""
    return 0 if isinstance(prefix, PrefixPair) else prefix.length


def parse_eid(text: str) -> Prefix:
    """A key from its text, that of a pair included. Raises ValueError."""
    return PrefixPair.parse(text) if ">" in text else Prefix.parse(text)
