"""Which data plane runs, and what is said when it is not the fast one."""

from typing import Any

import pytest
import structlog

from lisp.wire import Address
from xtr.dataplane.base import Instance
from xtr.dataplane.choice import started
from xtr.dataplane.ebpf.plane import EbpfPlane
from xtr.dataplane.tun import TunPlane

OPTIONS: dict[str, Any] = {
    "instances": [Instance(0, "lisp0")],
    "mtu": 1444,
    "rlocs": (Address.parse("192.0.2.1"),),
    "report": lambda _event: None,
}


@pytest.fixture
def tun_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(_plane: TunPlane) -> None:
        return

    monkeypatch.setattr(TunPlane, "start", nothing)


@pytest.fixture
def ebpf_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refused(_plane: EbpfPlane) -> None:
        raise OSError(1, "the kernel does not take the programs: Operation not permitted")

    monkeypatch.setattr(EbpfPlane, "start", refused)


@pytest.mark.usefixtures("tun_starts", "ebpf_fails")
async def test_auto_does_without_ebpf_and_says_why_in_one_line() -> None:
    with structlog.testing.capture_logs() as lines:
        plane = await started("auto", **OPTIONS)
    assert plane.kind == "userspace"
    (line,) = lines
    assert line["event"] == "no-ebpf-data-plane"
    assert "Operation not permitted" in line["error"]


@pytest.mark.usefixtures("tun_starts", "ebpf_fails")
async def test_ebpf_on_request_fails_instead() -> None:
    with pytest.raises(OSError, match="not permitted"):
        await started("ebpf", **OPTIONS)


@pytest.mark.usefixtures("tun_starts")
async def test_ebpf_is_taken_where_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(_plane: EbpfPlane) -> None:
        return

    monkeypatch.setattr(EbpfPlane, "start", nothing)
    assert (await started("auto", **OPTIONS)).kind == "ebpf"


@pytest.mark.usefixtures("tun_starts", "ebpf_fails")
async def test_user_space_on_request_does_not_try() -> None:
    with structlog.testing.capture_logs() as lines:
        assert (await started("userspace", **OPTIONS)).kind == "userspace"
    assert lines == []
