"""`fmc decode`: one object or one line per packet, whatever is in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lisp.decode_cli import decode_command
from lisp.wire import (
    Address,
    Algorithm,
    EncapsulatedControlMessage,
    Key,
    MapNotify,
    MapRegister,
    MapReply,
    MapRequest,
    Prefix,
    RequestRecord,
    encode,
    seal,
)
from lisp.wire.lisp_sec import protect_request
from tests.pcap import ipv4, ipv6, pcap, udp

REQUEST = bytes.fromhex("18000001010203040506070800000001c0000209002000010a010101")
SECRET = b"correct horse battery staple"
KEY = Key(1, Algorithm.HMAC_SHA256_128_HKDF, SECRET)


def run(*arguments: str, data: bytes = b"") -> Result:
    return CliRunner().invoke(decode_command, list(arguments), input=data)


def shown(data: bytes, *arguments: str) -> list[dict[str, Any]]:
    result = run("-", "--json", *arguments, data=data)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


@pytest.fixture
def key_file(tmp_path: Path) -> str:
    path = tmp_path / "site.key"
    path.write_bytes(SECRET + b"\n")
    return f"1={path}"


def test_message_as_json() -> None:
    assert shown(REQUEST.hex().encode()) == [
        {
            "n": 1,
            "type": "map-request",
            "nonce": "0x0102030405060708",
            "flags": ["authoritative"],
            "source_eid": "none",
            "itr_rlocs": ["192.0.2.9"],
            "records": [{"eid": "10.1.1.1/32", "notify": False}],
            "reencodes": True,
        }
    ]


def test_message_as_text() -> None:
    text = REQUEST.hex().encode() + b"\n1800\nzz\n"
    result = run("-", data=text)
    assert result.output.splitlines() == [
        "1 map-request nonce=0x0102030405060708 flags=[authoritative] source_eid=none itr_rlocs=[192.0.2.9] "
        "records=[{eid=10.1.1.1/32 notify=no}]",
        "2 error: truncated at byte 0 of the message",
        "3 error: not-hex at byte 62 of the capture",
    ]
    assert result.exit_code == 1


def test_packets_of_a_capture(tmp_path: Path) -> None:
    data = bytes.fromhex("0800000000006400")
    inner = ipv4(b"payload")
    packets = [
        ipv4(udp(REQUEST, 40000)),
        ipv6(udp(REQUEST, 4342, 40000)),
        ipv4(udp(REQUEST, 1, 2)),
        ipv4(b"", protocol=6),
        ipv4(udp(data + inner, 50000, 4341)),
        ipv4(udp(data + ipv6(b""), 4341, 50000)),
        ipv4(udp(b"short", 4341, 4341)),
        ipv4(udp(b"\0", 4341, 4342)),
    ]
    path = tmp_path / "capture.pcap"
    path.write_bytes(pcap(packets))
    result = run(str(path), "--json")
    assert result.exit_code == 0
    objects = [json.loads(line) for line in result.output.splitlines()]
    assert [entry["n"] for entry in objects] == list(range(1, 9))
    assert (objects[0]["from"], objects[0]["to"]) == ("192.0.2.1:40000", "192.0.2.2:4342")
    assert (objects[1]["from"], objects[1]["type"]) == ("[2001:db8::1]:4342", "map-request")
    ends = {"from": "192.0.2.1:1", "to": "192.0.2.2:2"}
    assert objects[2] == {"n": 3, **ends, "error": "not-lisp", "offset": 0, "layer": "packet"}
    assert objects[3] == {"n": 4, "error": "not-lisp", "offset": 9, "layer": "packet"}
    assert objects[4] == {
        "n": 5,
        "from": "192.0.2.1:50000",
        "to": "192.0.2.2:4341",
        "type": "data",
        "flags": ["instance-id"],
        "iid": 100,
        "inner_source": "192.0.2.1",
        "inner_destination": "192.0.2.2",
        "payload_bytes": 27,
        "reencodes": True,
    }
    assert objects[5]["inner_source"] == "2001:db8::1"
    assert (objects[6]["error"], objects[6]["offset"], objects[6]["layer"]) == ("truncated", 5, "lisp")
    assert (objects[7]["error"], objects[7]["layer"]) == ("unknown-type", "lisp")
    text = run(str(path)).output.splitlines()
    assert text[0].startswith("1 192.0.2.1:40000 > 192.0.2.2:4342 map-request nonce=")
    assert text[2] == "3 192.0.2.1:1 > 192.0.2.2:2 error: not-lisp at byte 0 of the packet"


@pytest.mark.parametrize("payload", ["", "45", "60" + "00" * 38, "55" + "00" * 40])
def test_data_packet_around_no_ip_packet(payload: str) -> None:
    datagram = udp(bytes(8) + bytes.fromhex(payload), 4341, 4341)
    (entry,) = shown(pcap([ipv4(datagram)]))
    assert entry["type"] == "data"
    assert "inner_source" not in entry


def test_data_packet_with_another_protocol_inside() -> None:
    for protocol, is_ip in ((1, True), (3, False)):
        datagram = udp(bytes([4, 0, 0, protocol]) + bytes(4) + ipv4(b""), 4341, 4341)
        (entry,) = shown(pcap([ipv4(datagram)]))
        assert entry["next_protocol"] == protocol
        assert ("inner_source" in entry) is is_ip


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_authentication_is_verified(algorithm: Algorithm, key_file: str) -> None:
    good = seal(MapRegister(1, ()), Key(1, algorithm, SECRET))
    forged = seal(MapNotify(1, ()), Key(1, algorithm, b"another secret"))
    other = seal(MapRegister(1, ()), Key(2, algorithm, SECRET))
    text = b"\n".join(data.hex().encode() for data in (good, forged, other, REQUEST))
    entries = shown(text, "--key", key_file)
    assert [entry.get("auth") for entry in entries] == ["ok", "auth-bad-tag", "auth-unknown-key-id", None]
    assert "auth" not in shown(text)[0]


def test_unknown_algorithm_is_not_ok(key_file: str) -> None:
    data = bytearray(seal(MapRegister(1, ()), KEY))
    data[13] = 0
    assert shown(bytes(data).hex().encode(), "--key", key_file)[0]["auth"] == "auth-wrong-algorithm"


def ecm(inner: bytes, **more: Any) -> bytes:
    ends = Address.parse("192.0.2.9"), 4342, Address.parse("10.1.1.1"), 4342
    return encode(EncapsulatedControlMessage(*ends, inner, **more)).hex().encode()


def test_authentication_inside_an_ecm(key_file: str) -> None:
    assert shown(ecm(seal(MapRegister(1, ()), KEY)), "--key", key_file)[0]["auth"] == "ok"
    for inner in (REQUEST, encode(MapReply(1, ())), b"\0"):
        (entry,) = shown(ecm(inner), "--key", key_file)
        assert entry["type"] == "ecm"
        assert not {"auth", "otk"} & set(entry)


def test_one_time_key_inside_an_ecm(key_file: str) -> None:
    request = encode(MapRequest(7, (Address.parse("192.0.2.9"),), (RequestRecord.of(Prefix.parse("10.0.0.0/8")),)))
    for nonce, verdict in ((7, "ok"), (8, "sec-bad-wrap")):
        security = protect_request(bytes(range(16)), nonce, 1, SECRET)
        (entry,) = shown(ecm(request, security=security), "--key", key_file)
        assert entry["otk"] == verdict


@pytest.mark.parametrize("value", ["1", "x=file", "256=file", "-1=file", "=file", "²=file"])
def test_key_option_must_be_an_id_and_a_file(value: str) -> None:
    result = run("-", "--key", value)
    assert result.exit_code == 2
    assert "KEYID=FILE" in result.output


def test_key_file_must_be_there_and_hold_something(tmp_path: Path) -> None:
    result = run("-", "--key", f"1={tmp_path / 'absent'}")
    assert (result.exit_code, "No such file" in result.output) == (2, True)
    (tmp_path / "empty").write_bytes(b"\n")
    result = run("-", "--key", f"1={tmp_path / 'empty'}")
    assert (result.exit_code, "shared secret" in result.output) == (2, True)


def test_damaged_capture_exits_1() -> None:
    for data in (pcap([REQUEST])[:-1], b"\x7fELF\0"):
        result = run("-", "--json", data=data)
        assert result.exit_code == 1
        assert json.loads(result.output)["layer"] == "capture"


def test_device_that_fails_is_no_traceback() -> None:
    # Nothing is mapped at the start of a process's memory: reading it is an I/O error.
    result = run("/proc/self/mem")
    assert result.exit_code == 1
    assert result.output == "Error: cannot read on: Input/output error\n"
