"""The eBPF programs, where this kernel takes them."""

import os
from collections.abc import Iterator

import pytest

from tests.unit.xtr.dataplane.programs import Rig


@pytest.fixture
def rig() -> Iterator[Rig]:
    if os.geteuid() != 0:
        pytest.skip("eBPF programs need root")
    try:
        rig = Rig()
    except OSError as error:
        pytest.skip(f"this kernel takes no eBPF programs from us: {error}")
    yield rig
    rig.tables.close()
