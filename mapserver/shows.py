"""What `fmc` can ask a map server: JSON-able pictures of the engine's state."""

from collections.abc import Mapping as MappingABC
from typing import Any

from lisp.wire import Locator, PrefixPair, parse_eid
from mapserver import engine
from mapserver.engine import MapServer
from mapserver.mapping import Contribution, Mapping
from mapserver.policy import Site
from mapserver.prefix_key import key_of

Json = dict[str, Any]


def status(server: MapServer) -> Json:
    """The figures a person looks at first."""
    counters = server.counters
    return {
        "compiled": not engine.__file__.endswith(".py"),
        "sites": len(server.policy.sites),
        "sites_registered": len({mapping.site.name for mapping in server.registry.mappings()}),
        "mappings": len(server.registry),
        "to_take_over": server.registry.to_take_over(),
        "moves": sum(mapping.moves for mapping in server.registry.mappings()),
        "subscriptions": len(server.pubsub),
        "registers_accepted": counters["register.accepted"],
        "replies": counters["out.map-reply"],
        "dropped": sum(count for name, count in counters.items() if name.startswith("drop.")),
    }


def stats(server: MapServer) -> Json:
    """How much there is of everything, and every counter."""
    return {
        "sizes": {
            "sites": len(server.policy.sites),
            "mappings": len(server.registry),
            "to_take_over": server.registry.to_take_over(),
            "subscriptions": len(server.pubsub),
            "senders": len(server.ledger),
            "ddt_lookups": len(server.ddt),
            "ddt_referrals": len(server.ddt.cache),
        },
        "counters": dict(sorted(server.counters.items())),
    }


def eid_map(server: MapServer, arguments: MappingABC[str, Any], now: float) -> list[Json]:
    """The EID-to-RLOC map, by EID; `eid` leaves only the prefixes around or inside it.

    `stored`: known from an earlier life, and not refreshed since. Raises ValueError when `eid` is no prefix.
    """
    wanted = parse_eid(str(arguments["eid"])) if arguments.get("eid") else None
    if wanted is not None:  # what is still to be taken over from an earlier life is shown once it is asked for
        server.registry.longest(PrefixPair.between(wanted.source, wanted.destination))  # pairs too
        server.registry.more_specifics(wanted.destination)
    chosen = [
        mapping
        for mapping in server.registry.mappings()
        if wanted is None or mapping.prefix.covers(wanted) or wanted.covers(mapping.prefix)
    ]
    ordered = sorted(chosen, key=lambda mapping: key_of(mapping.prefix))
    return [_mapping(mapping, server.registry.restarted_at, now) for mapping in ordered]


def referrals(server: MapServer, now: float) -> list[Json]:
    """The referrals of the DDT that a lookup may start from, by EID prefix."""
    entries = sorted(server.ddt.cache.entries(now), key=lambda entry: entry.prefix or ())
    return [
        {
            "eid": str(entry.prefix),
            "action": entry.action.name.lower().replace("_", "-"),
            "nodes": [str(node) for node in entry.nodes],
            "expires_s": round(entry.expires_at - now, 3),
        }
        for entry in entries
    ]


def sites(server: MapServer, _arguments: MappingABC[str, Any], now: float) -> list[Json]:
    """Every configured prefix, and who has registered what of it."""
    return [_site(server, site, now) for site in server.policy.sites]


def subscribers(server: MapServer, now: float) -> list[Json]:
    """Every subscription: what is followed, and how far its subscriber is."""
    return [
        {
            "subscriber": s.subscriber.name,
            "xtr_id": s.identity.xtr_id.hex(),
            "eid": str(s.prefix),
            "rlocs": [str(rloc.address) for rloc in s.rlocs],
            "lisp_sec": s.derived is not None,
            "state": "unreachable" if s.unreachable else str(s.state),
            "nonce": s.nonce,
            "published": s.published,
            "acknowledged": s.acknowledged,
            "waiting": len(s.backlog) + len(s.in_flight),
            "age_s": round(now - s.since, 3),
            "ends_s": None if s.until is None else round(s.until - now, 3),
        }
        for s in server.pubsub.subscriptions()
    ]


def _mapping(mapping: Mapping, restarted_at: float, now: float) -> Json:
    return {
        "eid": str(mapping.prefix),
        "kind": "registered" if _is_confirmed(mapping, restarted_at) else "stored",
        "site": mapping.site.name,
        "rlocs": [_locator(locator) for locator in mapping.record.locators],
        "expires_s": round(mapping.expires_at - now, 3),
        "ttl_min": mapping.record.ttl_min,
        "up_s": round(now - mapping.registered_at, 3),
        "moves": mapping.moves,
        "moved_s": None if mapping.moved_at is None else round(now - mapping.moved_at, 3),
        "proxy_reply": mapping.proxy_reply,
        "xtrs": [
            {
                "xtr": contribution.owner,
                "source": str(contribution.endpoint.address),
                "last_register_s": round(now - _heard_at(contribution, restarted_at), 3),
                "key_id": contribution.key.key_id,
                "merge": contribution.merge,
                "proxy_reply": contribution.registrant.proxy_reply,
                "hash": "sha1" if contribution.key.algorithm == 1 else "sha256",
            }
            for contribution in mapping.contributions
        ],
    }


def _locator(locator: Locator) -> Json:
    return {
        "rloc": str(locator.rloc),
        "priority": locator.priority,
        "weight": locator.weight,
        "state": "up" if locator.usable else "down",
    }


def _is_confirmed(mapping: Mapping, restarted_at: float) -> bool:
    """Whether an xTR has registered it since the restart."""
    return any(contribution.refreshed_at > restarted_at for contribution in mapping.contributions)


def _heard_at(contribution: Contribution, restarted_at: float) -> float:
    """When its xTR registered it last, or when at least it had done so before the restart."""
    return contribution.refreshed_at if contribution.refreshed_at > restarted_at else contribution.stored_at


def _site(server: MapServer, site: Site, now: float) -> Json:
    registered = [mapping for mapping in server.registry.mappings() if mapping.site is site]
    return {
        "name": site.name,
        "up": bool(registered),
        "proxy_reply": site.proxy_reply,
        "nonce_check": "strict" if site.check_nonces else "off",
        "key_ids": [key.key_id for key in site.keys.keys],
        "prefixes": [
            {"prefix": str(allowed.prefix), "more_specifics": allowed.more_specifics} for allowed in site.prefixes
        ],
        "registered": [
            _registered(mapping, server.registry.restarted_at, now)
            for mapping in sorted(registered, key=lambda mapping: key_of(mapping.prefix))
        ],
    }


def _registered(mapping: Mapping, restarted_at: float, now: float) -> Json:
    heard_at, last = max((_heard_at(c, restarted_at), c.endpoint.address) for c in mapping.contributions)
    return {
        "eid": str(mapping.prefix),
        "moves": mapping.moves,
        "reachable": all(locator.usable for locator in mapping.record.locators),
        "confirmed": _is_confirmed(mapping, restarted_at),
        "last_register_s": round(now - heard_at, 3),
        "who_last": str(last),
    }
