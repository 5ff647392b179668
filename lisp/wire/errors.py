"""The one exception that leaves the codec, and the reasons it can have."""

from enum import StrEnum


class DecodeReason(StrEnum):
    """Why a datagram is not a LISP message. Each member is also a counter's name."""

    EMPTY = "empty"
    TRUNCATED = "truncated"
    TRAILING_BYTES = "trailing-bytes"
    UNKNOWN_TYPE = "unknown-type"
    UNKNOWN_SUBTYPE = "unknown-subtype"
    UNKNOWN_AFI = "unknown-afi"
    UNTERMINATED_NAME = "unterminated-name"
    BAD_MASK_LENGTH = "bad-mask-length"
    NO_RECORDS = "no-records"
    NO_ITR_RLOC = "no-itr-rloc"
    MISSING_TRAILER = "missing-trailer"
    NESTED_ECM = "nested-ecm"
    BAD_INNER_HEADER = "bad-inner-header"
    BAD_INNER_CHECKSUM = "bad-inner-checksum"
    BAD_RESERVED = "bad-reserved"
    LCAF_LENGTH = "lcaf-length"
    LCAF_NESTING = "lcaf-nesting"
    LCAF_TOO_LARGE = "lcaf-too-large"
    LCAF_VALUE = "lcaf-value"
    TOO_MANY_OBJECTS = "too-many-objects"
    UNKNOWN_AD_TYPE = "unknown-ad-type"
    AD_LENGTH = "ad-length"
    UNEXPECTED_ADDRESS = "unexpected-address"
    UNKNOWN_VENDOR = "unknown-vendor"


class DecodeError(Exception):
    """The bytes are not a LISP message: `reason` names the rule, `offset` the byte where it broke."""

    def __init__(self, reason: DecodeReason, offset: int) -> None:
        super().__init__(f"{reason} at byte {offset}")
        self.reason = reason
        self.offset = offset
