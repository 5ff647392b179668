"""A Change Priority that announces a handover: what it says, and what is none."""

import pytest

from lisp.wire import Address, EidRecord, Locator, MapReply, Prefix, decode, encode
from lisp.wire.change_priority import STANDBY_PRIORITY, Preparation

VM = Prefix.parse("10.11.0.10/32")
DC1, DC2 = (Locator.unicast(Address.parse(text)) for text in ("192.0.2.11", "192.0.2.12"))
ANNOUNCED = Preparation((DC1,), (DC2,), "vm1")


def test_preparation_survives_the_wire() -> None:
    record = ANNOUNCED.record(VM)
    reply = decode(encode(MapReply(1, (record,))))
    assert isinstance(reply, MapReply)
    found = Preparation.of(reply.records[0])
    assert found is not None
    assert found.serving == (DC1,)
    assert found.standby == (DC2._replace(priority=STANDBY_PRIORITY),)
    assert found.host == "vm1"


def test_router_that_knows_no_preparation_goes_on_with_the_serving_locator() -> None:
    usable = [locator for locator in ANNOUNCED.record(VM).locators if locator.usable]
    assert min(usable, key=lambda locator: locator.priority) == DC1


@pytest.mark.parametrize("missing", [Address.parse("192.0.2.11"), Address.parse("192.0.2.12"), Address(17, b"vm1")])
def test_record_that_lacks_a_part_is_no_preparation(missing: Address) -> None:
    record = ANNOUNCED.record(VM)
    left = tuple(locator for locator in record.locators if locator.rloc != missing)
    assert len(left) == 2
    assert Preparation.of(record._replace(locators=left)) is None


def test_ordinary_record_is_no_preparation() -> None:
    assert Preparation.of(EidRecord.of(VM, (DC1,))) is None


@pytest.mark.parametrize("name", ["", "vm\0one"])
def test_name_that_cannot_stand_on_the_wire_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no name of a host"):
        Preparation((DC1,), (DC2,), name).record(VM)
