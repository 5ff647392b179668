"""Map-versions: 12 bits that go round, 0 for none (RFC 9302 section 6)."""

from typing import Final

NO_VERSION: Final = 0
MAX_VERSION: Final = 4095
_HALF: Final = 2048


def is_newer(version: int, than: int) -> bool:
    """Whether one version is newer than another: at most 2048 steps ahead on the circle.

    Nothing is newer than no version, and no version is newer than nothing: with a 0 it is False.
    """
    if NO_VERSION in (version, than):
        return False
    ahead = version - than
    return 0 < ahead <= _HALF or ahead < -_HALF


def next_version(version: int) -> int:
    """The version after this one, 0 left out. Versions are configured: there is none after "none"."""
    assert NO_VERSION < version <= MAX_VERSION
    return version % MAX_VERSION + 1
