"""A tunnel router restarts under 20 000 numbered packets a second: none is lost, whichever way it ended."""

import os
from collections.abc import Iterator

import pytest

from tests.bench.xtr_restart import Routers, restart, routers

pytestmark = [
    pytest.mark.lab,
    pytest.mark.skipif(os.geteuid() != 0, reason="network namespaces need root"),
]


@pytest.fixture(scope="module")
def found() -> Iterator[Routers]:
    with routers() as found:
        yield found
        for site in ("a", "b"):
            found.remove(site)
            assert not (found.directory / site / "state.sysctls").exists()
        assert not list((found.directory / "bpf").glob("lisp0*"))


@pytest.mark.parametrize("site", ["a", "b"])
@pytest.mark.parametrize("ended_by", ["SIGTERM", "SIGKILL"])
def test_restart_loses_nothing(found: Routers, site: str, ended_by: str) -> None:
    row = restart(found, site, ended_by)
    print(f"\n{row}")
    assert row.sent >= 60_000  # it passed the whole restart, on a loaded machine too
    assert (row.lost, row.reordered) == (0, 0)


@pytest.mark.parametrize("site", ["a", "b"])
def test_tables_of_another_layout_are_replaced_without_a_gap(found: Routers, site: str) -> None:
    # To the next daemon they look like those of a release that laid them out in another way.
    ours = found.tables(site)
    row = restart(found, site, "SIGKILL", lambda: ours.rename(ours.with_name("0123456789abcdef")))
    print(f"\n{row}")
    assert (row.lost, row.reordered) == (0, 0)
    assert found.tables(site) == ours
