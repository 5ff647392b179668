"""The listener to a site's hypervisor: what it reads, and that it hears libvirt's own test driver."""

import asyncio
import contextlib
import time

import libvirt

from xtr.anticipation import GuestPaused, GuestRunning
from xtr.hypervisor import LIFECYCLE_DELAY_S, MAX_EVENT_AGE_S, GuestWatch, announced, macs_of, monotonic_of

GUEST = bytes.fromhex("02005e030001")


def test_rarp_announces_a_mac() -> None:
    header = b"\xff" * 6 + GUEST + b"\x80\x35" + b"\x00\x01\x08\x00\x06\x04\x00\x03"
    frame = header + GUEST + bytes(4) + GUEST + bytes(4)
    assert announced(frame) == "02:00:5e:03:00:01"
    assert announced(frame[:20]) is None
    assert announced(frame.replace(b"\x80\x35", b"\x08\x06")) is None


def test_macs_of_a_guest() -> None:
    interfaces = "<interface><mac address='02:00:5E:03:00:01'/></interface><interface><mac/></interface>"
    assert macs_of(f"<domain><devices>{interfaces}</devices></domain>") == ["02:00:5e:03:00:01"]


def test_another_clock_is_not_believed() -> None:
    now = time.monotonic()
    assert abs(monotonic_of(time.time() - 0.005) - (now - 0.005)) < 0.05
    for wrong in (time.time() + 60, time.time() - 2 * MAX_EVENT_AGE_S):
        assert abs(monotonic_of(wrong) - (now - LIFECYCLE_DELAY_S)) < 0.05


async def test_it_hears_a_guest_stop_and_run() -> None:
    events: asyncio.Queue[object] = asyncio.Queue()
    watch = GuestWatch("test:///default", events.put_nowait)
    running = asyncio.create_task(watch.run())
    try:
        async with asyncio.timeout(10):
            first = await events.get()
            assert isinstance(first, GuestRunning), "what runs already is said at once"
            assert (first.host, first.link_address) == ("test", bytes.fromhex("aabbccddeeff"))
            # The test driver has one set of guests in the whole process.
            connection = await asyncio.to_thread(libvirt.open, "test:///default")
            domain = connection.lookupByName("test")
            await asyncio.to_thread(domain.suspend)
            stopped = await events.get()
            assert isinstance(stopped, GuestPaused)
            assert stopped.at <= time.monotonic()
            await asyncio.to_thread(domain.resume)
            assert isinstance(await events.get(), GuestRunning)
            connection.close()
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
