"""End-to-end tests run in real namespaces; without root or a kernel feature they are skipped with the reason."""

import pytest

from deploy.lab.requirements import missing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests marked `lab` where the lab cannot run, once for all of them."""
    if not any(item.get_closest_marker("lab") for item in items):
        return
    lacks = missing()
    if not lacks:
        return
    reason = "; ".join(str(item) for item in lacks)
    for item in items:
        if item.get_closest_marker("lab"):
            item.add_marker(pytest.mark.skip(reason=reason))
