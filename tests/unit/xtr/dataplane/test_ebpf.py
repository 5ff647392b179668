"""The eBPF programs, run packet by packet in the kernel (BPF_PROG_TEST_RUN), no device involved."""

import re
import shutil
import struct
from collections import Counter
from pathlib import Path

import pytest

from lisp.wire import Address, Prefix
from lisp.wire.ecm import internet_checksum
from tests.unit.xtr.dataplane.packets import ipv4, udp
from tests.unit.xtr.dataplane.programs import (
    FAR4,
    FAR6,
    FORWARD,
    HOST4,
    HOST6,
    IID,
    NEW4,
    OK,
    OUR4,
    OUR6,
    PEER4,
    PEER6,
    REDIRECT,
    SHOT,
    Rig,
    inbound,
    tunnelled,
)
from xtr.dataplane.base import FLOW_SLOTS, Target, spread
from xtr.dataplane.ebpf import build, tables
from xtr.dataplane.ebpf.tables import COUNTS, Entry, KernelAction, KernelInstance, Policy, Uplink
from xtr.dataplane.packet import decapsulated, traffic_class_of, ttl_of

# --- the object and its sources ------------------------------------------------------------------------


def test_object_was_made_of_the_sources_beside_it() -> None:
    assert build.is_current(build.OBJECT.read_bytes()), "run `make bpf`"
    if shutil.which("clang") and shutil.which("llvm-strip"):
        assert build.check() is None


def test_object_names_no_directory_of_its_maker() -> None:
    assert str(Path(build.__file__).parents[3]).encode() not in build.OBJECT.read_bytes()


def enumerators(name: str) -> list[str]:
    source = (build.HERE / "tables.h").read_text()
    body = re.search(rf"enum {name} \{{(.*?)\}}", source, re.DOTALL)
    assert body
    return [word.split("=")[0].strip() for word in body[1].split(",") if word.strip()]


def test_enumerations_agree_with_the_programs() -> None:
    counts = [word.removeprefix("COUNT_").replace("DROP_", "drop.", 1) for word in enumerators("count")[:-1]]
    assert [word.lower().replace("_", "-") for word in counts] == list(COUNTS)
    assert [f"ACTION_{action.name}" for action in KernelAction] == enumerators("action")
    assert [f"POLICY_{policy.name}" for policy in Policy] == enumerators("policy")
    assert (tables._MAPPING.size, tables._SETTINGS.size) == (112, 124)


# --- encapsulation -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("source", "destination"), [(HOST4, FAR4), (HOST6, FAR6)])
@pytest.mark.parametrize("rloc", [PEER4, PEER6])
def test_outer_headers_of_all_four_family_combinations(rig: Rig, source: str, destination: str, rloc: str) -> None:
    rig.forward("10.2.0.0/24" if "." in destination else "2001:db8:a:2::/64", rloc)
    inner = udp(source, destination, 1000, 2000, b"data", ttl=33, tos=0xB9)
    verdict, packet = rig.encapsulate(inner)
    assert verdict == REDIRECT
    size = 20 if rloc == PEER4 else 40
    assert ttl_of(packet) == 33
    assert traffic_class_of(packet) == 0xB9
    if rloc == PEER4:
        assert internet_checksum(packet[:20]) == 0
        assert struct.unpack("!H", packet[2:4]) == (len(packet),)
        assert packet[6:8] == b"\x40\x00"  # DF
        assert packet[12:20] == Address.parse(OUR4).packed + Address.parse(PEER4).packed
    else:
        assert struct.unpack("!H", packet[4:6]) == (len(packet) - 40,)
        assert packet[8:40] == Address.parse(OUR6).packed + Address.parse(PEER6).packed
    port, lisp, length, checksum = struct.unpack("!HHHH", packet[size : size + 8])
    assert port >= 0xC000
    assert (lisp, length, checksum) == (4341, len(packet) - size, 0)
    assert packet[size + 8 : size + 16] == struct.pack("!II", 0x08000000, IID << 8)
    assert packet[size + 16 :] == inner
    assert rig.tables.counters() == {"encapsulated": 1}


@pytest.mark.parametrize(("rloc", "outer"), [(PEER4, 36), (PEER6, 56)])
@pytest.mark.parametrize("destination", [FAR4, FAR6])
def test_what_does_not_fit_on_the_path_goes_to_user_space(rig: Rig, rloc: str, outer: int, destination: str) -> None:
    ipv6 = ":" in destination
    target = Address.parse(rloc)
    prefix = "2001:db8:a:2::/64" if ipv6 else "10.2.0.0/24"
    rig.set(prefix, Entry(FORWARD, spread([Target(target, 1)]), mtus={target: 1300}))
    source, header = (HOST6, 48) if ipv6 else (HOST4, 28)
    assert rig.encapsulate(udp(source, destination, 1, 2, bytes(1300 - outer - header)))[0] == REDIRECT
    assert rig.encapsulate(udp(source, destination, 1, 2, bytes(1301 - outer - header)))[0] == OK
    assert rig.tables.counters() == {"encapsulated": 1, "punted-out": 1}
    rig.settle()
    rig.forward(prefix, rloc)
    assert rig.encapsulate(udp(source, destination, 1, 2, bytes(1301 - outer - header)))[0] == REDIRECT


def test_relayed_packet_that_does_not_fit_goes_to_user_space(rig: Rig) -> None:
    target = Address.parse(NEW4)
    rig.set(f"{HOST4}/32", Entry(FORWARD, spread([Target(target, 1)]), relay=True, mtus={target: 600}))
    assert rig.decapsulate(tunnelled(udp(FAR4, HOST4, 1, 2, bytes(600 - 36 - 28))))[0] == REDIRECT
    before = rig.tables.counters().get("punted-in", 0)
    rig.decapsulate(tunnelled(udp(FAR4, HOST4, 1, 2, bytes(601 - 36 - 28))))
    assert rig.tables.counters()["punted-in"] == before + 1


@pytest.mark.parametrize(
    ("members", "verdict", "reason"),
    [
        ([PEER4], REDIRECT, "decapsulated"),
        ([NEW4, PEER4], REDIRECT, "decapsulated"),
        ([NEW4], SHOT, "drop.outer-source"),
        ([NEW4, "192.0.2.3", "192.0.2.4", "192.0.2.5", PEER4], REDIRECT, "punted-in"),
    ],
)
def test_outer_source_is_checked_against_the_mapping(rig: Rig, members: list[str], verdict: int, reason: str) -> None:
    uplinks = [Uplink("lo", 1, Address.parse(OUR4), Address.parse(OUR6))]
    rig.tables.configure([KernelInstance(IID, 1)], uplinks, check_source=True)
    known = frozenset(Address.parse(member) for member in members)
    rig.set("10.2.0.0/24", Entry(FORWARD, spread([Target(Address.parse(NEW4), 1)]), members=known))
    assert rig.decapsulate(tunnelled(inbound()))[0] == verdict
    assert rig.tables.counters() == {reason: 1}


def test_outer_source_of_an_unknown_eid_is_not_checked_nor_any_unless_asked_for(rig: Rig) -> None:
    uplinks = [Uplink("lo", 1, Address.parse(OUR4), Address.parse(OUR6))]
    rig.tables.configure([KernelInstance(IID, 1)], uplinks, check_source=True)
    assert rig.decapsulate(tunnelled(inbound()))[0] == REDIRECT
    rig.tables.configure([KernelInstance(IID, 1)], uplinks)
    rig.set("10.2.0.0/24", Entry(FORWARD, spread([Target(Address.parse(NEW4), 1)])))
    assert rig.decapsulate(tunnelled(inbound()))[0] == REDIRECT


def test_longest_prefix_decides_and_its_use_is_noted(rig: Rig) -> None:
    rig.forward("10.2.0.0/16", PEER4)
    rig.forward("10.2.0.0/24", NEW4)
    assert rig.tables.used_ns(Prefix.parse("10.2.0.0/24", IID)) == 0
    _, packet = rig.encapsulate(udp(HOST4, FAR4, 1, 2))
    assert packet[16:20] == Address.parse(NEW4).packed
    used = rig.tables.used_ns(Prefix.parse("10.2.0.0/24", IID))
    assert used > 0
    rig.forward("10.2.0.0/24", PEER4)  # overwritten, not forgotten
    assert rig.tables.used_ns(Prefix.parse("10.2.0.0/24", IID)) == used
    rig.forward("10.2.0.0/25", PEER4)  # new, though the trie has an answer for it
    assert rig.tables.used_ns(Prefix.parse("10.2.0.0/25", IID)) == 0


def test_flows_spread_by_weight_and_each_keeps_to_one_rloc(rig: Rig) -> None:
    targets = [Target(Address.parse(PEER4), 3), Target(Address.parse(NEW4), 1)]
    rig.set("10.2.0.0/24", Entry(FORWARD, spread(targets)))
    taken: Counter[bytes] = Counter()
    for port in range(400):
        first, again = (rig.encapsulate(udp(HOST4, FAR4, 1000 + port, 2000))[1] for _ in range(2))
        assert first[16:24] == again[16:24]  # RLOC and source port
        taken[first[16:20]] += 1
    assert 0.6 < taken[Address.parse(PEER4).packed] / 400 < 0.9


def test_of_many_rlocs_the_smallest_shares_are_left_out() -> None:
    rlocs = spread([Target(Address.parse(f"192.0.2.{n}"), n) for n in range(1, 7)])
    packed = Entry(FORWARD, rlocs).packed(5)
    assert packed[10] == 4
    assert max(packed[16 : 16 + FLOW_SLOTS]) == 3
    assert packed[32 + 12 : 32 + 16] == Address.parse("192.0.2.6").packed


@pytest.mark.parametrize(
    ("entry", "verdict", "count"),
    [
        (Entry(KernelAction.DROP), SHOT, "drop.negative-drop"),
        (Entry(KernelAction.NATIVE), SHOT, "drop.negative-native"),
        (Entry(FORWARD), SHOT, "drop.no-usable-rloc"),
        (Entry(KernelAction.PUNT), OK, "punted-out"),
        (Entry(KernelAction.LOCAL, local=True), OK, "punted-out"),
        (None, OK, "punted-out"),
    ],
)
def test_what_is_not_forwarded(rig: Rig, entry: Entry | None, verdict: int, count: str) -> None:
    if entry is not None:
        rig.set("10.2.0.0/24", entry)
    packet = udp(HOST4, FAR4, 1, 2)
    assert rig.encapsulate(packet) == (verdict, packet)
    assert rig.tables.counters() == {count: 1}


def test_of_what_is_rejected_one_packet_a_second_is_for_user_space(rig: Rig) -> None:
    rig.set("10.2.0.0/24", Entry(KernelAction.REJECT))
    for _ in range(3):
        rig.encapsulate(udp(HOST4, FAR4, 1, 2))
        rig.settle()
    assert rig.tables.counters() == {"punted-out": 1, "drop.negative-drop": 2}
    assert rig.encapsulate(udp(HOST4, "10.2.0.7", 1, 2))[0] == OK, "about another destination"


def test_sources(rig: Rig) -> None:
    rig.forward("10.2.0.0/24", PEER4)
    assert rig.encapsulate(udp("10.3.0.1", FAR4, 1, 2))[0] == SHOT
    assert rig.tables.counters() == {"drop.source-not-local": 1}
    # Where hosts may move, an unknown one is for user space to report.
    rig.tables.set_policy(Prefix.parse("10.3.0.0/24", IID), Policy.SPACE | Policy.ADMIT | Policy.REPORT)
    assert rig.encapsulate(udp("10.3.0.1", FAR4, 1, 2))[0] == OK
    rig.settle()
    rig.set("10.3.0.1/32", Entry(KernelAction.LOCAL, local=True, host=True))
    assert rig.encapsulate(udp("10.3.0.1", FAR4, 1, 2))[0] == REDIRECT


@pytest.mark.parametrize("destination", ["224.0.0.5", "127.0.0.1", "169.254.1.1", "255.255.255.255", "0.0.0.1"])
def test_no_tunnel_for_what_is_not_unicast(rig: Rig, destination: str) -> None:
    rig.forward("0.0.0.0/0", PEER4)
    assert rig.encapsulate(udp(HOST4, destination, 1, 2))[0] == OK


@pytest.mark.parametrize("destination", ["ff02::1", "fe80::1", "::1", "::"])
def test_no_tunnel_for_what_is_not_unicast_ipv6(rig: Rig, destination: str) -> None:
    rig.forward("::/0", PEER4)
    assert rig.encapsulate(udp(HOST6, destination, 1, 2))[0] == OK


def test_flow_stays_on_the_slow_way_until_user_space_has_caught_up(rig: Rig) -> None:
    packet, other = udp(HOST4, FAR4, 1, 2), udp(HOST4, FAR4, 3, 4)
    assert rig.encapsulate(packet)[0] == OK  # no mapping yet
    rig.forward("10.2.0.0/24", PEER4)
    assert rig.encapsulate(packet)[0] == OK
    assert rig.encapsulate(other)[0] == REDIRECT  # which never waited
    rig.tables.mark_handled(1)
    assert rig.encapsulate(packet)[0] == OK
    rig.settle()
    assert rig.encapsulate(packet)[0] == REDIRECT


# --- decapsulation -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("source", "destination"), [(FAR4, HOST4), (FAR6, HOST6)])
@pytest.mark.parametrize("outer", [(PEER4, OUR4), (PEER6, OUR6)])
def test_inner_packet_comes_out_of_all_four_family_combinations(
    rig: Rig, source: str, destination: str, outer: tuple[str, str]
) -> None:
    inner = udp(source, destination, 1000, 2000, b"data", ttl=64, tos=0x02)
    packet = tunnelled(inner, *outer, ttl=12, tos=0xB8)
    assert rig.decapsulate(packet) == (REDIRECT, decapsulated(inner, 12, 0xB8))
    assert rig.tables.counters() == {"decapsulated": 1}
    (peer,) = rig.tables.peers(1e12)
    assert (str(peer.eid.address), str(peer.rloc)) == (destination, outer[0])


@pytest.mark.parametrize("outer_ecn", range(4))
@pytest.mark.parametrize("inner_ecn", range(4))
@pytest.mark.parametrize("ends", [(FAR4, HOST4), (FAR6, HOST6)])
def test_ttl_dscp_and_ecn_are_merged_as_in_user_space(
    rig: Rig, ends: tuple[str, str], inner_ecn: int, outer_ecn: int
) -> None:
    for inner_ttl, outer_ttl in ((64, 60), (3, 250), (9, 9)):
        inner = udp(*ends, 1, 2, b"x", ttl=inner_ttl, tos=0x48 | inner_ecn)
        expected = decapsulated(inner, outer_ttl, 0xB8 | outer_ecn)
        verdict, packet = rig.decapsulate(tunnelled(inner, ttl=outer_ttl, tos=0xB8 | outer_ecn))
        if expected is None:
            assert verdict == SHOT
            assert rig.tables.counters()["drop.congestion-not-ecn"] >= 1
        else:
            assert (verdict, packet) == (REDIRECT, expected)


@pytest.mark.parametrize("word0", [0x88ABCDEF, 0x48000000, 0xA8000001, 0x18123456, 0x98123456, 0xE8FFFFFF])
def test_n_l_e_and_v_bits_say_nothing_to_us(rig: Rig, word0: int) -> None:
    assert rig.decapsulate(tunnelled(inbound(), word0=word0)) == (REDIRECT, decapsulated(inbound(), 60, 0))


@pytest.mark.parametrize("word0", [0x0C000000, 0x0A000000, 0x09000000])
def test_gpe_and_encrypted_packets_are_left_to_user_space_whole(rig: Rig, word0: int) -> None:
    packet = tunnelled(inbound(), word0=word0)
    assert rig.decapsulate(packet) == (REDIRECT, packet)
    assert rig.tables.counters() == {"punted-in": 1}


@pytest.mark.parametrize(
    "packet",
    [
        tunnelled(inbound(), destination="192.0.2.2"),
        tunnelled(inbound(), port=4342),
        tunnelled(inbound(), checksum=0x1234),
        udp(FAR4, HOST4, 1, 4341),
        ipv4(PEER4, OUR4, bytes(40), protocol=6),
        tunnelled(inbound())[:30] + bytes(3),
    ],
    ids=["not our RLOC", "control", "with a checksum", "not our RLOC, short", "TCP", "truncated"],
)
def test_other_packets_of_the_underlay_go_up_the_stack(rig: Rig, packet: bytes) -> None:
    assert rig.decapsulate(packet) == (OK, packet)
    assert rig.tables.counters() == {}


@pytest.mark.parametrize(
    ("packet", "reason"),
    [
        (tunnelled(inbound(), iid=8), "unknown-instance"),
        (tunnelled(inbound(), word0=0), "unknown-instance"),
        (tunnelled(udp("172.16.0.1", HOST4, 1, 2)), "inner-source-not-eid"),
        (tunnelled(udp("10.1.0.7", HOST4, 1, 2)), "inner-source-is-local"),
    ],
)
def test_what_is_refused(rig: Rig, packet: bytes, reason: str) -> None:
    assert rig.decapsulate(packet)[0] == SHOT
    assert rig.tables.counters() == {f"drop.{reason}": 1}


def test_inner_length_must_be_that_of_the_packet(rig: Rig) -> None:
    packet = tunnelled(inbound() + b"trailer")
    assert rig.decapsulate(packet) == (REDIRECT, packet)
    assert rig.tables.counters() == {"punted-in": 1}


def test_misdelivered_packets_are_shown_to_user_space_once_a_second(rig: Rig) -> None:
    packet = tunnelled(udp(FAR4, "10.3.0.1", 1, 2))
    assert rig.decapsulate(packet)[0] == REDIRECT
    rig.settle()
    assert rig.decapsulate(packet)[0] == SHOT
    assert rig.tables.counters() == {"punted-in": 1, "drop.misdelivered": 1}
    # A mapping that is no relay makes nobody use us as one.
    rig.forward("10.4.0.0/24", NEW4)
    other = tunnelled(udp(FAR4, "10.4.0.1", 1, 2))
    rig.decapsulate(other)
    assert rig.decapsulate(other)[0] == SHOT


def test_host_whose_handover_is_near_is_for_user_space(rig: Rig) -> None:
    rig.set(f"{HOST4}/32", Entry(KernelAction.PUNT, local=True, host=True))
    packet = tunnelled(inbound())
    assert rig.decapsulate(packet) == (REDIRECT, packet)
    # What it sends goes out as ever.
    rig.forward("10.2.0.0/24", PEER4)
    assert rig.encapsulate(udp(HOST4, FAR4, 1, 2))[0] == REDIRECT


@pytest.mark.parametrize(("ends", "prefix"), [((FAR4, HOST4), f"{HOST4}/32"), ((FAR6, HOST6), f"{HOST6}/128")])
def test_relay_changes_the_outer_headers_and_takes_a_hop(rig: Rig, ends: tuple[str, str], prefix: str) -> None:
    rig.forward(prefix, NEW4, relay=True)
    inner = udp(*ends, 1, 2, b"data", ttl=20)
    verdict, packet = rig.decapsulate(tunnelled(inner, ttl=10, tos=0x20, word0=0xE8FFFFFF))
    assert verdict == REDIRECT
    assert internet_checksum(packet[:20]) == 0
    assert packet[12:20] == Address.parse(OUR4).packed + Address.parse(NEW4).packed
    assert (ttl_of(packet), traffic_class_of(packet)) == (9, 0x20)
    assert packet[28:36] == struct.pack("!II", 0x08000000, IID << 8)
    assert packet[36:] == decapsulated(inner, 9, 0x20)
    rig.tables.ring.consume()
    assert rig.sightings == [(Prefix.parse(ends[1], IID), Address.parse(PEER4))]
    rig.decapsulate(tunnelled(inner))
    rig.tables.ring.consume()
    assert len(rig.sightings) == 1  # once a second
    assert rig.tables.counters() == {"relayed": 2}


def test_relay_refuses_loops_and_worn_out_packets(rig: Rig) -> None:
    rig.forward(f"{HOST4}/32", NEW4, relay=True)
    assert rig.decapsulate(tunnelled(inbound(), source=NEW4))[0] == SHOT
    assert rig.decapsulate(tunnelled(inbound(), ttl=1))[0] == SHOT
    assert rig.tables.counters() == {"drop.relay-loop": 1, "drop.ttl-expired": 1}


def test_relay_to_another_family_is_left_to_user_space(rig: Rig) -> None:
    rig.forward(f"{HOST4}/32", PEER6, relay=True)
    packet = tunnelled(inbound())
    assert rig.decapsulate(packet) == (REDIRECT, packet)
    assert rig.tables.counters() == {"punted-in": 1}


def test_what_was_punted_passes_the_other_program_untouched(rig: Rig) -> None:
    packet = tunnelled(inbound())
    assert rig.encapsulate(packet) == (OK, packet)
    assert rig.tables.counters() == {}
