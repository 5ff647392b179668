"""The one-time keys that subscriptions were made with: none may be used again (RFC 9437 section 7.1).

Each sets one bit, the one its hash says, and no bit is ever cleared. A key that finds its bit set counts as used,
which it may not be: the subscriber is told so and comes with another. With n keys seen that happens to one in
2**27 / n: to 0.2 % of those of the day after a day in which a thousand subscriptions were renewed every five minutes.
Only holders of a lookup key can set bits, as often as they may subscribe.
"""

import hashlib
from typing import Final

OTK_BITS: Final = 27
_PAGE_BITS: Final = 15  # pages of 4 KiB, made when they are first written to: 16 MiB when all are


class OtkMemory:
    """The one-time keys seen in this life; of those before it says nothing."""

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}

    def __contains__(self, otk: bytes) -> bool:
        page, octet, bit = _place(otk)
        return page in self._pages and self._pages[page][octet] & bit != 0

    def add(self, otk: bytes) -> None:
        """Remember a one-time key, for good."""
        number, octet, bit = _place(otk)
        page = self._pages.get(number)
        if page is None:
            self._pages[number] = page = bytearray(1 << _PAGE_BITS - 3)
        page[octet] |= bit


def _place(otk: bytes) -> tuple[int, int, int]:
    """The page of a one-time key's bit, the octet in it, and the bit."""
    place = int.from_bytes(hashlib.sha256(otk).digest()[:4], "big") >> 32 - OTK_BITS
    within = place & (1 << _PAGE_BITS) - 1
    return place >> _PAGE_BITS, within >> 3, 1 << (within & 7)
