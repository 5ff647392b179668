"""RFC 9306 section 4: who does not know a vendor drops the message; who only shows it does not."""

from dataclasses import replace

import pytest

from lisp.wire import (
    Address,
    DecodeError,
    DecodeReason,
    EidRecord,
    Locator,
    MapReply,
    Prefix,
    VendorData,
    decode,
    decode_known,
    encode,
)
from lisp.wire.lcaf_lists import AfiList

RECORD = EidRecord.of(Prefix.parse("10.1.0.0/24"), (Locator.unicast(Address.parse("192.0.2.1")),))
VENDOR = VendorData(0x00000C, b"cisco")


@pytest.mark.parametrize("rloc", [VENDOR, AfiList((Address.parse("192.0.2.2"), VENDOR))])
def test_a_vendors_address_anywhere_in_a_message_spoils_it(rloc: VendorData | AfiList) -> None:
    spoilt = RECORD._replace(locators=(*RECORD.locators, Locator.unicast(rloc)))
    message = MapReply(1, (RECORD, spoilt))
    data = encode(message)
    assert decode(data) == message
    with pytest.raises(DecodeError) as caught:
        decode_known(data)
    assert caught.value.reason == DecodeReason.UNKNOWN_VENDOR
    plain = encode(replace(message, records=(RECORD,)))
    assert decode_known(plain) == decode(plain)
