"""How long a service is cut off while it is copied from one data centre to another (section 4.5).

`disruption_s` is equation (11), the empirical TCP model of Sikdar et al. as the paper prints it; the paper gives
neither its window nor its segment size. Outside its fitted range it beats physics (on long paths: more than one
window per round trip), and its loss term grows with the square of the size. `transfer_s` is what to use instead:
slow start, then the slower of window and link.
"""

import math
from typing import Final

MSS_BYTES: Final = 1460
"""Segment size over Ethernet; the paper gives none."""

WINDOW_SEGMENTS: Final = 44
"""The largest window without window scaling, 64 KiB; the paper gives none."""

INITIAL_WINDOW_SEGMENTS: Final = 10
"""RFC 6928."""


def segments(size_bits: float, mss_bytes: int = MSS_BYTES) -> int:
    """N = ⌈size / MSS⌉; raises ValueError for a size that is not positive and finite."""
    if not (math.isfinite(size_bits) and size_bits > 0.0):
        raise ValueError(f"the size must be positive and finite, not {size_bits}")
    return math.ceil(size_bits / (8 * mss_bytes))


def disruption_s(
    size_bits: float,
    rtt_s: float,
    *,
    loss: float = 0.0,
    window: int = WINDOW_SEGMENTS,
    mss_bytes: int = MSS_BYTES,
    conversion_s: float = 0.0,
) -> float:
    """Service disruption time in seconds, equation (11) as printed. Raises ValueError."""
    if not 0.0 <= loss < 1.0:
        raise ValueError(f"the loss rate must be in [0, 1), not {loss}")
    if not (math.isfinite(rtt_s) and rtt_s > 0.0):
        raise ValueError(f"the RTT must be positive and finite, not {rtt_s}")
    count = segments(size_bits, mss_bytes)
    log = math.log(count, 1.57)
    f = 2.32 * (2 * loss + 4 * loss**2 + 16 * loss**3) / (1 + rtt_s) ** 3 * count + (1 + loss) / (rtt_s * 1e3)
    window_term = (10 + 3 * rtt_s) / (4 * (1 - loss) * window * math.sqrt(window)) * count
    return (log + f * count + 4 * loss * log + 20 * loss + window_term) * rtt_s + conversion_s


def transfer_s(
    size_bits: float,
    rtt_s: float,
    bandwidth_bit_s: float,
    *,
    window: int = WINDOW_SEGMENTS,
    mss_bytes: int = MSS_BYTES,
) -> float:
    """Seconds to copy `size_bits` without loss: the window doubles per RTT until it or the link is full.

    From there a segment takes max(RTT / window, MSS · 8 / bandwidth). Raises ValueError.
    """
    if not (math.isfinite(bandwidth_bit_s) and bandwidth_bit_s > 0.0):
        raise ValueError(f"the bandwidth must be positive and finite, not {bandwidth_bit_s}")
    if not (math.isfinite(rtt_s) and rtt_s >= 0.0):
        raise ValueError(f"the RTT must be finite and not negative, not {rtt_s}")
    left = segments(size_bits, mss_bytes)
    per_segment = max(rtt_s / window, 8 * mss_bytes / bandwidth_bit_s)
    elapsed, burst = 0.0, INITIAL_WINDOW_SEGMENTS
    while left > burst and burst * per_segment < rtt_s:
        left, elapsed, burst = left - burst, elapsed + rtt_s, burst * 2
    # The last bit still has to travel.
    return elapsed + left * per_segment + rtt_s / 2
