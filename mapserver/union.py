"""What several workers show, as one: each has sites of its own, and an EID is with one of them."""

from collections import Counter
from collections.abc import Callable
from itertools import chain
from typing import Any, Final

from lisp.wire import parse_eid

Merge = Callable[[list[Any]], Any]


def _status(answers: list[dict[str, int]]) -> dict[str, int]:
    return {**_sizes(answers), "compiled": answers[0]["compiled"], "workers": len(answers)}


def _stats(answers: list[dict[str, dict[str, int]]]) -> dict[str, dict[str, int]]:
    sizes = _sizes([answer["sizes"] for answer in answers])
    counters = _counters([answer["counters"] for answer in answers])
    return {"sizes": {**sizes, "workers": len(answers)}, "counters": counters}


def _sizes(answers: list[dict[str, int]]) -> dict[str, int]:
    """Sums, but for the configured sites: every worker knows all of them."""
    return {name: sum(answer[name] for answer in answers) for name in answers[0]} | {"sites": answers[0]["sites"]}


def _counters(answers: list[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for answer in answers:
        total.update(answer)
    return dict(sorted(total.items()))


def _map(answers: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return sorted(chain(*answers), key=lambda entry: parse_eid(entry["eid"]))


def _sites(answers: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Every site as its owner shows it: to the others it is down. In the midst of a reload they know different ones."""
    views: dict[str, dict[str, Any]] = {}
    for site in chain(*answers):
        if site["up"] or site["name"] not in views:
            views[site["name"]] = site
    return list(views.values())


def _listed(answers: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return list(chain(*answers))


MERGES: Final[dict[str, Merge]] = {
    "status": _status,
    "counters": _counters,
    "stats": _stats,
    "map": _map,
    "sites": _sites,
    "referrals": _listed,
    "subscribers": _listed,
}


def events(answers: list[list[dict[str, Any]]], until: float) -> list[dict[str, Any]]:
    """The events of all, in the order they happened, up to a moment (monotonic s) before anybody was asked.

    Later ones are left for the next time: who goes on from the last of these must not miss any.
    """
    return sorted((event for event in chain(*answers) if event["at_s"] <= until), key=lambda event: event["at_s"])
