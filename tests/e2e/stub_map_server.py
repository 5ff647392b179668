"""A map server just large enough for the xTR's tests: one key, proxy replies, move notices. No state is kept.

python -m tests.e2e.stub_map_server ADDRESS KEYFILE
"""

import socket
import sys
import time
from pathlib import Path

from lisp.lpm import PrefixTable
from lisp.wire import Action as ReplyAction
from lisp.wire import (
    Address,
    Algorithm,
    EidRecord,
    EncapsulatedControlMessage,
    Key,
    KeyChain,
    MapNotify,
    MapRegister,
    MapReply,
    MapRequest,
    Prefix,
    decode,
    encode,
    seal,
    verify,
)

PORT = 4342


class StubMapServer:
    """Answers on one socket."""

    def __init__(self, address: str, secret: bytes) -> None:
        self.key = Key(1, Algorithm.HMAC_SHA256_128_HKDF, secret)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((address, PORT))
        self.records: PrefixTable[tuple[EidRecord, str]] = PrefixTable()
        self.nonce = time.time_ns() // 1000

    def serve(self) -> None:
        """Answer until killed."""
        while True:
            data, (host, _) = self.socket.recvfrom(65_535)
            message = decode(data)
            match message:
                case MapRegister():
                    verify(data, KeyChain.of(self.key))
                    self.register(message, host)
                case EncapsulatedControlMessage():
                    request = decode(message.inner)
                    assert isinstance(request, MapRequest)
                    self.reply(request, message.source_port)

    def register(self, message: MapRegister, host: str) -> None:
        """Store the records, acknowledge, and tell a former owner that its EID has moved."""
        for record in message.records:
            prefix = record.prefix
            assert prefix is not None
            old = self.records.get(prefix)
            if record.ttl_min == 0:
                self.records.pop(prefix)
                continue
            self.records[prefix] = (record, host)
            former = old[1] if old else self.owner(prefix)
            if former and former != host:
                self.nonce += 1
                notice = MapNotify(self.nonce, (record,), identity=message.identity)
                self.socket.sendto(seal(notice, self.key), (former, PORT))
        answer = MapNotify(message.nonce, message.records, identity=message.identity)
        self.socket.sendto(seal(answer, self.key), (host, PORT))

    def owner(self, prefix: Prefix) -> str | None:
        """Who registered the prefix around a new, more specific one."""
        covering = [entry for found, entry in self.records.covering(prefix) if found != prefix]
        return covering[0][1] if covering else None

    def reply(self, request: MapRequest, port: int) -> None:
        """Answer with the longest match and what is more specific, or with a negative reply."""
        prefix = request.records[0].prefix
        assert prefix is not None
        match = next(self.records.covering(prefix), None)
        if match is None:
            records: tuple[EidRecord, ...] = (EidRecord.of(prefix, ttl_min=1, action=ReplyAction.DROP),)
        else:
            records = (match[1][0], *(entry[0] for _, entry in self.records.covered(match[0])))
        target = request.itr_rlocs[0]
        assert isinstance(target, Address)
        self.socket.sendto(encode(MapReply(request.nonce, records)), (str(target), port))


if __name__ == "__main__":
    StubMapServer(sys.argv[1], Path(sys.argv[2]).read_bytes().strip()).serve()
