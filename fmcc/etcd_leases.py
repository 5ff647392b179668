"""Leases in etcd: for controllers on several computers.

A lease is a key, PATH/leases/ followed by the prefix of users; its value names the holder and the epoch, its beat is
the revision at which it was last written. What is entrusted with it lies below PATH/migrations/.

etcd's own leases, which end by etcd's clock, are not used: a key that went away would take the epoch with it, and
nobody's clock counts here but one's own (see `fmcc.leases`). Keys are never removed, so that epochs grow whatever etcd
compacts, and over its restarts; a store begun anew is overtaken by the clock.
"""

import json
import ssl
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from fmcc.config import EtcdConfig
from fmcc.etcd import EtcdClient, EtcdError, Json, Login, packed, unpacked
from fmcc.leases import Lease, LeaseStoreError, next_epoch
from lisp.wire import Prefix

# Operations in one transaction; etcd takes 128 where it is not told otherwise (--max-txn-ops).
MAX_OPERATIONS: Final = 100


class EtcdLeases:
    """`fmcc.leases.LeaseStore` in an etcd cluster."""

    def __init__(self, client: EtcdClient, path: str, clock: Callable[[], float] = time.time) -> None:
        """Keys begin with `path`, which ends with a slash; `clock` tells Unix seconds."""
        self._client, self._clock = client, clock
        self._leases, self._migrations = f"{path}leases/", f"{path}migrations/"

    async def read(self) -> Mapping[Prefix, Lease]:
        """See `LeaseStore`."""
        end = self._leases.removesuffix("/") + chr(ord("/") + 1)
        found = await self._call("kv/range", {"key": packed(self._leases), "range_end": packed(end)})
        leases = [self._lease(entry) for entry in found.get("kvs", [])]
        return {lease.prefix: lease for lease in leases}

    async def take(self, prefix: Prefix, holder: str, seen: Lease | None) -> Lease | None:
        """See `LeaseStore`."""
        lease = Lease(prefix, holder, next_epoch(seen, self._clock()))
        as_seen = {"key": self._key(prefix), "target": "MOD", "mod_revision": str(seen.beat if seen else 0)}
        answer = await self._call("kv/txn", {"compare": [as_seen], "success": [self._put(lease)]})
        return replace(lease, beat=_revision(answer)) if answer.get("succeeded") else None

    async def renew(self, leases: Collection[Lease]) -> list[Lease]:
        """See `LeaseStore`."""
        return await self._write_where_held([(lease, lease) for lease in leases])

    async def release(self, leases: Collection[Lease]) -> None:
        """See `LeaseStore`."""
        await self._write_where_held([(lease, replace(lease, holder="")) for lease in leases])

    async def entrust(self, lease: Lease, text: str) -> None:
        """See `LeaseStore`."""
        key = packed(f"{self._migrations}{lease.prefix}")
        # A text that was given up, and reaches etcd later than a newer one, must not take its place.
        found = (await self._call("kv/range", {"key": key, "keys_only": True})).get("kvs", [])
        revision = found[0]["mod_revision"] if found else "0"
        is_latest = {"key": key, "target": "MOD", "mod_revision": revision}
        put = {"request_put": {"key": key, "value": packed(text)}}
        answer = await self._call(
            "kv/txn", {"compare": [_is_held(self._key(lease.prefix), lease), is_latest], "success": [put]}
        )
        if not answer.get("succeeded"):
            raise LeaseStoreError(f"etcd does not take what is left with {lease.prefix}: another has written there")

    async def entrusted(self, prefix: Prefix) -> str | None:
        """See `LeaseStore`."""
        found = await self._call("kv/range", {"key": packed(f"{self._migrations}{prefix}")})
        try:
            return unpacked(found["kvs"][0].get("value", "")) if found.get("kvs") else None
        except ValueError as error:
            raise LeaseStoreError(f"etcd has what is no text in {self._migrations}{prefix}: {error}") from None

    async def close(self) -> None:
        """See `LeaseStore`."""
        await self._client.close()

    async def _write_where_held(self, changes: Sequence[tuple[Lease, Lease]]) -> list[Lease]:
        """Put the second of each pair in the first one's place, where that is held; return those put."""
        put: list[Lease] = []
        for start in range(0, len(changes), MAX_OPERATIONS):
            some = changes[start : start + MAX_OPERATIONS]
            answer = await self._call("kv/txn", {"success": [self._replacement(*change) for change in some]})
            parts = [part["response_txn"].get("succeeded", False) for part in answer["responses"]]
            beat = _revision(answer)
            put += [replace(new, beat=beat) for (_, new), done in zip(some, parts, strict=True) if done]
        return put

    def _replacement(self, old: Lease, new: Lease) -> Json:
        is_held = _is_held(self._key(old.prefix), old)
        return {"request_txn": {"compare": [is_held], "success": [self._put(new)]}}

    def _put(self, lease: Lease) -> Json:
        return {"request_put": {"key": self._key(lease.prefix), "value": _value(lease)}}

    def _key(self, prefix: Prefix) -> str:
        return packed(f"{self._leases}{prefix}")

    def _lease(self, entry: Any) -> Lease:
        """What a key says. Raises LeaseStoreError: with a key that somebody else wrote, nobody knows who holds it."""
        try:
            key, value = unpacked(entry["key"]), json.loads(unpacked(entry["value"]))
            prefix = Prefix.parse(key.removeprefix(self._leases))
            return Lease(prefix, str(value["holder"]), int(value["epoch"]), int(entry["mod_revision"]))
        except (ValueError, KeyError, TypeError) as error:
            raise LeaseStoreError(f"etcd has what is no lease below {self._leases}: {error}") from None

    async def _call(self, method: str, request: Json) -> Json:
        try:
            return await self._client.call(method, request)
        except EtcdError as error:
            raise LeaseStoreError(f"etcd: {error}") from None


def _is_held(key: str, lease: Lease) -> Json:
    # By the value, not by the revision: a renewal of ours whose answer was lost is one of ours.
    return {"key": key, "target": "VALUE", "value": _value(lease)}


def _value(lease: Lease) -> str:
    return packed(json.dumps({"epoch": lease.epoch, "holder": lease.holder}))


def _revision(answer: Json) -> int:
    return int(answer["header"]["revision"])


def open_etcd(config: EtcdConfig, base: Path) -> EtcdLeases:
    """The store that a configuration names, not yet asked; `base` is its directory. Raises LeaseStoreError."""
    login = Login(config.user, _password(base / config.password_file)) if config.user and config.password_file else None
    return EtcdLeases(EtcdClient(config.endpoints, _tls(config, base), login), config.path)


def _password(path: Path) -> str:
    try:
        password = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise LeaseStoreError(f"{path}: cannot read the password: {error}") from None
    if not password:
        raise LeaseStoreError(f"{path}: there is no password in it")
    return password


def _tls(config: EtcdConfig, base: Path) -> ssl.SSLContext:
    """Whom to trust, and what to show. Raises LeaseStoreError."""
    try:
        context = ssl.create_default_context(cafile=base / config.ca if config.ca else None)
    except OSError as error:
        raise LeaseStoreError(f"{config.ca}: no certificates to trust: {error}") from None
    if config.certificate and config.key:
        try:
            context.load_cert_chain(base / config.certificate, base / config.key)
        except OSError as error:
            raise LeaseStoreError(f"{config.certificate} and {config.key}: no certificate to show: {error}") from None
    return context
