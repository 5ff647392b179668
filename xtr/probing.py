"""RLOC probing (RFC 9301 section 7.1): which of the locators in use answer, and how far away they are.

    every interval, jittered ──Map-Request, P──▶ RLOC ──Map-Reply, P──▶ round trip, up
    no answer: again a second later; PROBE_TRIES in a row ──▶ down, and up again with the next answer

A locator is down only with what has been asked of it: a daemon that restarts behind a data plane that goes on
forwarding answers no probes. So a mapping whose locators are all down keeps them: to send blindly loses no
more than not to send.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from lisp.engine import Timers
from lisp.wire import Address, MapReply, MapRequest, Prefix, RequestFlag, RequestRecord, encode
from xtr.core import Core
from xtr.mapcache import MapCache, MapEntry

PROBE_TRIES: Final = 3
PROBE_TIMEOUT_S: Final = 1.0
MAX_PROBED: Final = 1024
# Of an interval: how much earlier or later a probe may be.
_JITTER: Final = 0.1

# Told when a locator went down or came back: the prefixes that are mapped to it.
OnChange = Callable[[list[Prefix]], None]


@dataclass(slots=True)
class _Probed:
    """One locator: the prefixes mapped to it, its outstanding probes, and what it has answered."""

    users: dict[Prefix, None] = field(default_factory=dict)
    sent: dict[int, float] = field(default_factory=dict)
    missed: int = 0  # in a row
    rtt_s: float | None = None
    rtt_min_s: float | None = None
    answered_at: float | None = None
    lost: int = 0


class Probing:
    """The locators of the map-cache."""

    def __init__(self, core: Core, cache: MapCache, on_change: OnChange) -> None:
        self._core = core
        self._on_change = on_change
        self._probed: dict[Address, _Probed] = {}
        self._asked: dict[int, Address] = {}
        self._timers = Timers()
        self.down: set[Address] = set()  # the locators that do not answer
        self._families = frozenset(rloc.afi for rloc in core.settings.rlocs)
        if core.settings.limits.probe_interval_s:
            cache.watchers.append(self._on_cache)

    def rows(self, now: float) -> list[dict[str, Any]]:
        """What is known of every locator in use; `last_s`: since its last answer, `lost`: probes without one.

        It is probed once for all instances that use it.
        """
        return [
            {
                "rloc": str(rloc),
                "iids": sorted({prefix.iid for prefix in probed.users}),
                "up": rloc not in self.down,
                "rtt_ms": _ms(probed.rtt_s),
                "rtt_min_ms": _ms(probed.rtt_min_s),
                "last_s": None if probed.answered_at is None else round(now - probed.answered_at, 3),
                "lost": probed.lost,
            }
            for rloc, probed in self._probed.items()
        ]

    # --- which locators ------------------------------------------------------------------------------

    def _on_cache(self, old: MapEntry | None, new: MapEntry | None) -> None:
        """An entry of the map-cache took the place of another."""
        if new is not None:
            for rloc in self._worth_probing(new):
                self._use(rloc, new.prefix)
        if old is None:
            return
        for rloc in self._worth_probing(old):
            if (new is None or rloc not in self._worth_probing(new)) and rloc in self._probed:
                self._probed[rloc].users.pop(old.prefix, None)
                if not self._probed[rloc].users:
                    self._forget(rloc)

    def _worth_probing(self, entry: MapEntry) -> list[Address]:
        """The locators of an entry that we might send to."""
        usable = [locator.rloc for locator in entry.locators if locator.usable]
        own = self._core.settings.rlocs
        return [r for r in usable if isinstance(r, Address) and r.afi in self._families and r not in own]

    def _use(self, rloc: Address, prefix: Prefix) -> None:
        if rloc not in self._probed:
            if len(self._probed) >= MAX_PROBED:
                self._core.counters["rlocs-not-probed"] += 1
                return
            self._probed[rloc] = _Probed()
            self._timers.set(rloc, 0.0)  # at once
        self._probed[rloc].users[prefix] = None

    def _forget(self, rloc: Address) -> None:
        for nonce in self._probed.pop(rloc).sent:
            del self._asked[nonce]
        self.down.discard(rloc)
        self._timers.cancel(rloc)

    # --- probes --------------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        """Send what is due; what was sent before and has no answer yet is lost."""
        for rloc in self._timers.due(now):
            assert isinstance(rloc, Address)
            probed = self._probed[rloc]
            if probed.missed:
                self._miss(rloc, probed)
            self._probe(rloc, probed, now)

    def _miss(self, rloc: Address, probed: _Probed) -> None:
        probed.lost += 1
        self._core.counters["probe-unanswered"] += 1
        if probed.missed == PROBE_TRIES:
            self.down.add(rloc)
            self._core.note("rloc-down", rloc=str(rloc), lost=probed.missed)
            self._on_change(list(probed.users))

    def _probe(self, rloc: Address, probed: _Probed, now: float) -> None:
        """Ask for the widest prefix: a single host may have moved, the prefix of its site has not."""
        prefix = min(probed.users, key=lambda prefix: prefix.length)
        nonce = self._core.random_nonce()
        self._asked[nonce] = rloc
        probed.sent[nonce] = now
        if len(probed.sent) > PROBE_TRIES:
            oldest = next(iter(probed.sent))
            del probed.sent[oldest], self._asked[oldest]
        rlocs = self._core.settings.rlocs
        request = MapRequest(nonce, rlocs, (RequestRecord.of(prefix),), flags=RequestFlag.PROBE)
        self._core.counters["probe-sent"] += 1
        self._core.send(encode(request), rloc)
        probed.missed += 1  # until the answer comes
        self._timers.set(rloc, now + (PROBE_TIMEOUT_S if probed.missed <= PROBE_TRIES else self._interval_s()))

    def _interval_s(self) -> float:
        return self._core.settings.limits.probe_interval_s * (1 - _JITTER + 2 * _JITTER * self._core.jitter())

    def on_reply(self, reply: MapReply, now: float) -> None:
        """An answer to a probe. It says that the locator answers, and nothing about the mapping."""
        rloc = self._asked.get(reply.nonce)
        if rloc is None:
            return self._core.drop("probe-reply-unsolicited")
        probed = self._probed[rloc]
        rtt_s = now - probed.sent[reply.nonce]
        for nonce in probed.sent:
            del self._asked[nonce]
        probed.sent.clear()
        self._core.counters["probe-answered"] += 1
        probed.missed, probed.answered_at, probed.rtt_s = 0, now, rtt_s
        probed.rtt_min_s = rtt_s if probed.rtt_min_s is None else min(rtt_s, probed.rtt_min_s)
        self._timers.set(rloc, now + self._interval_s())
        if rloc in self.down:
            self.down.discard(rloc)
            self._core.note("rloc-up", rloc=str(rloc), rtt_ms=_ms(rtt_s))
            self._on_change(list(probed.users))
        return None

    def deadline(self) -> float | None:
        """When the next probe is due."""
        return self._timers.next_at()


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds * 1000, 3)
