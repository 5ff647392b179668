"""The listeners of one hypervisor: shared by the implementations."""

import contextlib
from collections.abc import Callable

from fmcc.hypervisor.base import HypervisorEvent, Listener


class Listeners:
    """Calls every subscribed listener, in the order of subscription. A listener may end itself meanwhile."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        self._listeners.append(listener)

        def unsubscribe() -> None:
            with contextlib.suppress(ValueError):
                self._listeners.remove(listener)

        return unsubscribe

    def publish(self, event: HypervisorEvent) -> None:
        for listener in tuple(self._listeners):
            listener(event)
