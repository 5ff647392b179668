"""LISP-SEC at the map server, which is its own map resolver (RFC 9303 sections 6.6 and 6.7).

    ECM with the ITR's one-time key, wrapped ──protection_of──▶ Protection ──┬─ seal ──▶ Map-Reply with both MACs
                                                                             └─ pass_on ▶ ECM to an ETR, with a key
                                                                                          derived from the ITR's
    A request to subscribe that is granted has neither: its one-time key makes the key of the Map-Notifies.

Whose key unwraps it follows from the address the datagram came from: key ids are one octet, ITRs are many.
What does not unwrap is dropped: an answer could not be protected, and one without protection helps nobody
but an attacker.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from lisp.wire import (
    Action,
    Address,
    EcmSecurity,
    EidRecord,
    EncapsulatedControlMessage,
    Key,
    MapReply,
    MapRequest,
    Prefix,
    eid_key,
    encode,
)
from lisp.wire.lisp_sec import (
    HmacId,
    KdfId,
    SecError,
    SecReason,
    authorize,
    derive_otk,
    protect_request,
    seal_reply,
    subscription_key,
    unwrap_otk,
)
from lisp.wire.sec import EidAuthenticationData
from mapserver.mapping import Contribution, Mapping
from mapserver.policy import OtkPeer, Policy
from mapserver.resolver import UNREGISTERED_TTL_MIN, Answer

_HMAC_IDS: Final = frozenset(HmacId)
_KDF_IDS: Final = frozenset(KdfId)


@dataclass(frozen=True, slots=True)
class Protection:
    """A protected Map-Request: the ITR's one-time key, how it was wrapped, and the functions asked for, 0 for any.

    `peer` is whose secret it was wrapped with.
    """

    nonce: int
    itr_otk: bytes = field(repr=False)
    hmac_id: int
    kdf_id: int
    key_id: int
    wrapping_id: int
    peer: OtkPeer

    def subscription_key(self) -> Key:
        """The key of the subscription that it asks for (RFC 9437 section 7.1)."""
        return subscription_key(self.itr_otk, self.nonce, self.key_id, self.wrapping_id)

    def seal(self, reply: MapReply, *, etr_cannot_sign: bool = False) -> bytes:
        """A protected Map-Reply of our own (section 6.7.2): its first record holds all others."""
        prefix = eid_key(reply.records[0].eid, reply.records[0].mask_length)
        assert prefix is not None, "what we answer with has a key"
        eid_ad = self._authorize(prefix, etr_cannot_sign=etr_cannot_sign)
        return seal_reply(reply, eid_ad, derive_otk(self.itr_otk, eid_ad.kdf_id), hmac_id=self.hmac_id)

    def pass_on(
        self, ecm: EncapsulatedControlMessage, etr: Contribution, registered: Prefix, *, etr_cannot_sign: bool
    ) -> bytes:
        """The ECM for an ETR that does LISP-SEC (section 6.7.1): its key is the one it registers with."""
        eid_ad = self._authorize(registered, etr_cannot_sign=etr_cannot_sign)
        security = protect_request(
            derive_otk(self.itr_otk, eid_ad.kdf_id),
            self.nonce,
            etr.key.key_id,
            etr.key.secret,
            hmac_id=self.hmac_id,
            kdf_id=eid_ad.kdf_id,
            authorization=eid_ad.authorization,
        )
        return encode(replace(ecm, security=security))

    def rewrapped(self, key_id: int, secret: bytes) -> EcmSecurity:
        """The authentication data of the ITR, wrapped for another map server."""
        return protect_request(self.itr_otk, self.nonce, key_id, secret, hmac_id=self.hmac_id, kdf_id=self.kdf_id)

    def _authorize(self, prefix: Prefix, *, etr_cannot_sign: bool) -> EidAuthenticationData:
        return authorize(
            (prefix,), self.itr_otk, hmac_id=self.hmac_id, kdf_id=self.kdf_id, etr_cannot_sign=etr_cannot_sign
        )


def protection_of(
    ecm: EncapsulatedControlMessage, request: MapRequest, source: Address, policy: Policy
) -> Protection | None:
    """How a Map-Request wants its answer protected; None where it comes without LISP-SEC. Raises SecError.

    `source` is where the datagram came from. A function that we do not have is replaced by the mandatory
    one, as section 6.7.1 says; the ITR sees which was used.
    """
    peer = policy.otk_peer(source)
    security = ecm.security
    if not isinstance(security, EcmSecurity):
        if peer is not None and peer.required and not ecm.from_ddt:
            raise SecError(SecReason.NOT_PROTECTED)
        return None
    if peer is None:
        raise SecError(SecReason.UNKNOWN_PEER)
    otk = unwrap_otk(security, request.nonce, peer.secrets, path_encrypted=peer.path_encrypted)
    hmac_id, kdf_id = security.requested_hmac_id, security.eid_ad.kdf_id
    hmac_id = hmac_id if hmac_id in _HMAC_IDS else HmacId.SHA256_128
    kdf_id = kdf_id if kdf_id in _KDF_IDS else KdfId.HKDF_SHA256
    return Protection(request.nonce, otk, hmac_id, kdf_id, security.key_id, security.wrapping_id, peer)


def nobody_signs(match: Mapping) -> Answer:
    """What to say of an EID none of whose ETRs does LISP-SEC (section 6.7): negative, for a minute."""
    return Answer((EidRecord.of(match.prefix, ttl_min=UNREGISTERED_TTL_MIN, action=Action.DROP_AUTH_FAILURE),))
