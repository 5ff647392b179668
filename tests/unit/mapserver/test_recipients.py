"""What an address that a packet named may be sent, and what a flood of such addresses costs."""

from lisp.wire import Address, Prefix
from mapserver import recipients
from mapserver.recipients import Recipients

ITR = Address.parse("192.0.2.1")
EID = Prefix.parse("10.0.0.1/32")


class CountedOctets(bytes):
    """An address that counts how often anybody looks at it."""

    looks = 0

    def __hash__(self) -> int:
        CountedOctets.looks += 1
        return super().__hash__()


def others(first: int, count: int) -> list[Address]:
    return [Address(1, CountedOctets((10 << 24 | number).to_bytes(4, "big"))) for number in range(first, first + count)]


def test_the_same_answer_goes_out_once_per_interval_and_a_changed_one_at_once() -> None:
    to = Recipients(100.0).find(ITR, 0.0)
    assert to is not None
    assert not to.had(EID, 1, 0.0)
    to.note(EID, 1, 0.0)
    assert to.had(EID, 1, 0.4)
    assert not to.had(EID, 2, 0.4)
    assert not to.had(EID, 1, 0.5)


def test_so_many_datagrams_a_second_with_a_burst_of_a_second() -> None:
    to = Recipients(10.0).find(ITR, 0.0)
    assert to is not None
    assert sum(to.take(10.0, 0.0) for _ in range(20)) == 10
    assert sum(to.take(10.0, 0.5) for _ in range(20)) == 5
    assert sum(to.take(10.0, 60.0) for _ in range(20)) == 10


def test_octets_go_out_as_were_asked_with() -> None:
    to = Recipients(10.0).find(ITR, 0.0)
    assert to is not None
    assert to.covers(0, recipients.FIRST_OCTETS)
    assert not to.covers(60, 61)
    assert to.covers(0, 60), "what was not spent is kept"
    assert not to.covers(0, 1)


def test_an_idle_address_makes_room_for_a_new_one() -> None:
    known = Recipients(10.0)
    crowd = others(0, recipients.MAX_RECIPIENTS)
    for address in crowd:
        assert known.find(address, 0.0)
    assert known.find(ITR, 0.5) is None
    assert known.find(crowd[0], 0.5) is not None
    assert known.find(ITR, 1.0) is not None


def test_a_flood_of_addresses_does_not_look_through_the_others_each_time() -> None:
    known = Recipients(10.0)
    for address in others(0, recipients.MAX_RECIPIENTS):
        known.find(address, 0.0)
    CountedOctets.looks, refused = 0, 2_000
    for address in others(recipients.MAX_RECIPIENTS, refused):
        assert known.find(address, 0.2) is None
    assert CountedOctets.looks <= recipients.MAX_RECIPIENTS + refused
