"""`fmc decode`: what is in a capture, message by message, and whether it is authentic."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

import click

from lisp.capture import LINK_MESSAGE, Damage, Datagram, Frame, FrameError, FrameReason, dissect, read_capture
from lisp.wire import (
    CONTROL_PORT,
    DATA_PORT,
    Address,
    Algorithm,
    AuthError,
    AuthReason,
    DataHeader,
    DecodeError,
    EncapsulatedControlMessage,
    Key,
    KeyChain,
    MapRequest,
    Message,
    decode,
    encode,
    header_to_dict,
    to_dict,
    verify,
)
from lisp.wire.auth import Sealable
from lisp.wire.data import HEADER_SIZE
from lisp.wire.render import fields_line
from lisp.wire.sec import EcmSecurity

Fields = dict[str, Any]
Secrets = Mapping[int, bytes]

_IPV4_HEADER: Final = 20
_IPV6_HEADER: Final = 40


def describe(item: Frame | Damage, secrets: Secrets) -> Fields:
    """One packet of a capture as an object of JSON: a message with its fields, or an error.

    An error's offset is counted in what its `layer` names: the capture, the packet, or the LISP message.
    """
    if isinstance(item, Damage):
        return _error(item.number, item.reason, item.offset, "capture")
    if item.link_type == LINK_MESSAGE:
        return {"n": item.number, **_control(item.data, secrets)}
    try:
        datagram = dissect(item)
    except FrameError as error:
        return _error(item.number, error.reason, error.offset, "packet")
    ends = {
        "from": _endpoint(datagram.source, datagram.source_port),
        "to": _endpoint(datagram.destination, datagram.destination_port),
    }
    return {"n": item.number, **ends, **_datagram(datagram, secrets)}


def _error(number: int, reason: str, offset: int, layer: str) -> Fields:
    return {"n": number, "error": str(reason), "offset": offset, "layer": layer}


def _endpoint(address: Address, port: int) -> str:
    return f"[{address}]:{port}" if address.afi == 2 else f"{address}:{port}"


def _datagram(datagram: Datagram, secrets: Secrets) -> Fields:
    """The destination port decides; the source port does where the destination's is not LISP's."""
    for port in (datagram.destination_port, datagram.source_port):
        if port == CONTROL_PORT:
            return _control(datagram.payload, secrets)
        if port == DATA_PORT:
            return _data(datagram.payload)
    return {"error": str(FrameReason.NOT_LISP), "offset": 0, "layer": "packet"}


def _control(data: bytes, secrets: Secrets) -> Fields:
    try:
        message = decode(data)
    except DecodeError as error:
        return {"error": str(error.reason), "offset": error.offset, "layer": "lisp"}
    return {**to_dict(message), **_checks(message, data, secrets), "reencodes": encode(message) == data}


def _checks(message: Message, data: bytes, secrets: Secrets) -> Fields:
    """What the keys say, where keys were given and the message has something to check."""
    if not secrets:
        return {}
    if isinstance(message, EncapsulatedControlMessage):
        return _ecm_checks(message, secrets)
    return {"auth": _authenticity(data, secrets)} if isinstance(message, Sealable) else {}


def _ecm_checks(message: EncapsulatedControlMessage, secrets: Secrets) -> Fields:
    try:
        inner = decode(message.inner)
    except DecodeError:
        return {}
    if isinstance(inner, Sealable):
        return {"auth": _authenticity(message.inner, secrets)}
    if isinstance(message.security, EcmSecurity) and isinstance(inner, MapRequest):
        return {"otk": _unwrapping(message.security, inner.nonce, secrets)}
    return {}


def _authenticity(data: bytes, secrets: Secrets) -> str:
    """`ok`, or why the message is not authentic.

    A daemon's key pins its algorithm. Here nothing hangs on the verdict, and keys are given without one:
    the packet's is taken.
    """
    key_id, algorithm = data[12], data[13]
    if key_id not in secrets:
        return str(AuthReason.UNKNOWN_KEY)
    if algorithm not in list(Algorithm):
        return str(AuthReason.WRONG_ALGORITHM)
    try:
        verify(data, KeyChain.of(Key(key_id, Algorithm(algorithm), secrets[key_id])))
    except AuthError as error:
        return str(error.reason)
    return "ok"


def _unwrapping(security: EcmSecurity, nonce: int, secrets: Secrets) -> str:
    """`ok`, or why the one-time key of LISP-SEC cannot be had."""
    from lisp.wire.lisp_sec import SecError, unwrap_otk  # only here: it is what needs cryptography

    try:
        unwrap_otk(security, nonce, secrets)
    except SecError as error:
        return str(error.reason)
    return "ok"


def _data(payload: bytes) -> Fields:
    """A data packet: its header, and whom the packet inside is from and for."""
    try:
        header = DataHeader.decode(payload, gpe=True)
    except DecodeError as error:
        return {"error": str(error.reason), "offset": error.offset, "layer": "lisp"}
    inner = payload[HEADER_SIZE:]
    return {
        "type": "data",
        **header_to_dict(header),
        **_inner(inner, header.next_protocol),
        "payload_bytes": len(inner),
        "reencodes": header.encode() == payload[:HEADER_SIZE],
    }


def _inner(packet: bytes, protocol: int | None) -> Fields:
    version = packet[0] >> 4 if packet and protocol in (None, 1, 2) else 0
    if version == 4 and len(packet) >= _IPV4_HEADER:
        ends = Address(1, packet[12:16]), Address(1, packet[16:20])
    elif version == 6 and len(packet) >= _IPV6_HEADER:
        ends = Address(2, packet[8:24]), Address(2, packet[24:40])
    else:
        return {}
    return {"inner_source": str(ends[0]), "inner_destination": str(ends[1])}


def text_line(shown: Fields) -> str:
    """One packet as a line for people: number, ends, then the message or the error."""
    rest = {key: value for key, value in shown.items() if key not in ("n", "from", "to")}
    if rest.get("reencodes") is True:
        del rest["reencodes"]  # worth a word only when it does not hold
    ends = f" {shown['from']} > {shown['to']}" if "from" in shown else ""
    if "error" in rest:
        where = "message" if rest["layer"] == "lisp" else rest["layer"]
        return f"{shown['n']}{ends} error: {rest['error']} at byte {rest['offset']} of the {where}"
    return f"{shown['n']}{ends} {fields_line(rest)}"


def _secrets(values: tuple[str, ...]) -> dict[int, bytes]:
    """The secrets of `--key KEYID=FILE` options. Raises BadParameter."""
    secrets: dict[int, bytes] = {}
    for value in values:
        key_id, separator, name = value.partition("=")
        if not separator or not key_id.isdecimal() or not key_id.isascii() or int(key_id) > 255:
            raise click.BadParameter(f"{value!r} is not KEYID=FILE with a key id of 0 to 255")
        try:
            secret = Path(name).read_bytes().strip()
        except OSError as error:
            raise click.BadParameter(f"cannot read {name}: {error.strerror}") from None
        if not secret:
            raise click.BadParameter(f"{name} is empty: it should hold the shared secret")
        secrets[int(key_id)] = secret
    return secrets


def _items(stream: BinaryIO) -> Iterator[Frame | Damage]:
    """The capture's packets; an error of the device becomes one of the command."""
    try:
        yield from read_capture(stream)
    except OSError as error:
        raise click.ClickException(f"cannot read on: {error.strerror}") from None


@click.command(name="decode")
@click.argument("file", type=click.File("rb"), metavar="FILE|-")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per packet.")
@click.option(
    "--key",
    "keys",
    multiple=True,
    metavar="KEYID=FILE",
    help="Verify authentication with the secret in FILE.",
)
def decode_command(file: BinaryIO, as_json: bool, keys: tuple[str, ...]) -> None:
    """Decode the LISP messages in a pcap, a pcapng, or hexadecimal text (one message per line, or dumps).

    \b
      fmc decode capture.pcap
      fmc decode --json --key 1=site.key capture.pcapng
      echo 18000001010203040506070800000001c0000209002000010a010101 | fmc decode -

    Exits 1 when the capture itself is damaged; packets that are no LISP are shown as errors and do no harm.
    """
    secrets = _secrets(keys)
    damaged = False
    for item in _items(file):
        shown = describe(item, secrets)
        click.echo(json.dumps(shown) if as_json else text_line(shown))
        damaged = damaged or isinstance(item, Damage)
    if damaged:
        raise SystemExit(1)
