"""LISP-SEC at the xTR (RFC 9303): lookups whose answers are believed for two MACs, not for a nonce alone.

    Guard       ITR: a one-time key for every Map-Request, the check of the Map-Reply that it brings, and the key
                of the subscription where it brings a Map-Notify (RFC 9437 section 7.1)
    seal_answer ETR: the Map-Reply to a protected Map-Request, under the key that the map server sent

With keys for the map resolver the ITR asks with LISP-SEC and takes nothing less: whoever strips the protection
from an answer, or claims more than the map server vouches for, has it dropped, and the lookup goes on.
It asks for the mandatory functions, so there is nothing weaker to be talked into.
"""

from dataclasses import replace
from typing import Final

from lisp.rate_limiter import RateLimiter
from lisp.wire import EcmSecurity, Key, MapReply
from lisp.wire.lisp_sec import (
    HmacId,
    KdfId,
    SecError,
    SecReason,
    WrapId,
    protect_request,
    seal_reply,
    subscription_key,
    unwrap_otk,
    verify_reply,
)
from xtr.core import Core

_NOTICE_INTERVAL_S: Final = 5.0
_HMAC_IDS: Final = frozenset(HmacId)


class Guard:
    """The one-time keys of the requests under way. Without keys for the map resolver it does nothing."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._otks: dict[int, bytes] = {}
        self._notices = RateLimiter(_NOTICE_INTERVAL_S, max_keys=64)

    def protect(self, nonce: int) -> EcmSecurity | None:
        """Authentication data for the ECM of a Map-Request."""
        keys = self._core.settings.resolver_keys
        if not keys:
            return None
        key_id, secret = keys[0]
        otk = self._core.random_nonce().to_bytes(8, "big") + self._core.random_nonce().to_bytes(8, "big")
        self._otks[nonce] = otk
        return protect_request(otk, nonce, key_id, secret)

    def subscription_key(self, nonce: int) -> Key | None:
        """The key of the subscription that a request under way asks for; None when it went without LISP-SEC."""
        otk = self._otks.get(nonce)
        if otk is None:
            return None
        return subscription_key(otk, nonce, self._core.settings.resolver_keys[0][0], WrapId.AES_HKDF_SHA256)

    def forget(self, nonce: int) -> None:
        """The request is answered, or given up: a second Map-Reply to it is a replay."""
        self._otks.pop(nonce, None)

    def vouched(self, data: bytes, reply: MapReply, now: float) -> MapReply | None:
        """What may be believed of a Map-Reply to a request of ours; None when nothing may.

        `data` are the octets that came.
        """
        otk = self._otks.get(reply.nonce)
        if otk is None:
            return reply  # asked without LISP-SEC
        try:
            records = verify_reply(data, reply, otk, hmac_id=HmacId.SHA256_128, kdf_id=KdfId.HKDF_SHA256)
        except SecError as error:
            self._refuse(error.reason, now)
            return None
        if len(records) < len(reply.records):
            # RFC 9303 section 6.9.1: an ETR that claims more than it registered.
            self._refuse(SecReason.NOT_AUTHORIZED, now)
        assert reply.security is not None
        assert reply.security.eid_ad.authorization is not None
        if reply.security.eid_ad.authorization.etr_cannot_sign:
            # Asking again without LISP-SEC is what an attacker would have us do.
            self._core.counters["sec-etr-cannot-sign"] += 1
        return replace(reply, records=records) if records else None

    def _refuse(self, reason: SecReason, now: float) -> None:
        self._core.drop(reason)
        if self._notices.allow(reason, now):
            self._core.note("map-reply-refused", reason=str(reason))


def seal_answer(reply: MapReply, security: EcmSecurity, core: Core) -> bytes:
    """The Map-Reply to a protected Map-Request that the map server passed on. Raises SecError.

    The map server's authorization goes back as it came; a MAC that we do not have is replaced by the
    mandatory one (RFC 9303 section 6.8).
    """
    secrets = {key.key_id: key.secret for key in core.settings.site_keys.keys}
    ms_otk = unwrap_otk(security, reply.nonce, secrets)
    if security.eid_ad.authorization is None:
        raise SecError(SecReason.NO_AUTHORIZATION)
    asked = security.requested_hmac_id
    return seal_reply(reply, security.eid_ad, ms_otk, hmac_id=asked if asked in _HMAC_IDS else HmacId.SHA256_128)
