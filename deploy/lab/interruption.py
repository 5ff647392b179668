"""A command that has a lab ends it in order: on Ctrl-C, on SIGTERM, and on SIGHUP when its terminal is closed.

    with interruptible(take_down):      # the first of these signals ends the block, and then the lab
        bring_up()
        with undisturbed():             # none of them does anything here
            take_down()

Who sends SIGKILL takes the lab down himself: `fmc lab down`.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(BaseException):
    """A signal has ended the command. No Exception: nobody shall take it for an error that can be dealt with."""

    def __init__(self, number: signal.Signals) -> None:
        super().__init__(number.name)
        self.number = number

    @property
    def exit_status(self) -> int:
        """What a shell says of a command that this signal has ended."""
        return 128 + self.number


@contextmanager
def interruptible(clean_up: Callable[[], None]) -> Iterator[None]:
    """Within the block the first of SIGNALS raises Interrupted, which passes on once `clean_up` has run undisturbed.

    For the main thread, as everything about signals. Those that follow the first do nothing: what they would break
    is the way out, such as waiting for a thread that is about to start something. One that is ignored stays ignored
    (nohup).
    """
    caught: list[signal.Signals] = []
    over = False

    def interrupt(number: int, _frame: FrameType | None) -> None:
        if not caught and not over:
            caught.append(signal.Signals(number))
            raise Interrupted(caught[0])

    with _handled_by(interrupt):
        try:
            yield
            if caught:  # where nothing can be raised, as in a finalizer
                raise Interrupted(caught[0])
            over = True
        except Interrupted:
            with undisturbed():
                clean_up()
            raise


@contextmanager
def undisturbed() -> Iterator[None]:
    """Within the block SIGNALS are ignored, by the programs it starts too: a terminal tells all of them."""
    with _handled_by(signal.SIG_IGN):
        yield


@contextmanager
def _handled_by(handler: Callable[[int, FrameType | None], Any] | signal.Handlers) -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    ours = {number: old for number, old in before.items() if old not in (signal.SIG_IGN, None)}
    try:
        for number in ours:
            signal.signal(number, handler)
        yield
    finally:
        for number, old in ours.items():
            signal.signal(number, old)
