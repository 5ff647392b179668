"""The LAN of a site, the users on it, and their moves between LANs.

The LAN is a bridge with the gateways of every prefix that may be hosted there, each a /32 without a route, and with
the same MAC at every site: to a user or a VM that arrives, its gateway is as before. There is no route for the
prefixes either: which of their addresses are here is what the tunnel router finds out, host by host.
"""

import socket
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface
from typing import Final

from deploy.lab import netns
from deploy.lab.topology import GATEWAY_MAC

USER_DEVICE: Final = "eth0"
LAN_MTU: Final = 1500

_ROUTER_SYSCTLS: Final = {
    # First: setting it resets other parameters to a router's defaults.
    "net.ipv4.ip_forward": 1,
    # A user of another site's prefix is no spoofer here.
    "net.ipv4.conf.all.rp_filter": 0,
    "net.ipv4.conf.default.rp_filter": 0,
    # "There is a shorter way" is never true on a LAN whose gateway is everywhere.
    "net.ipv4.conf.all.send_redirects": 0,
    "net.ipv4.conf.default.send_redirects": 0,
    # Only the device that has the address answers for it.
    "net.ipv4.conf.all.arp_ignore": 1,
    # Locators must not appear as sources of ARP requests on the LAN.
    "net.ipv4.conf.all.arp_announce": 2,
}
# Keep neighbours when the carrier comes back (Linux 5.16 and later): the gateway's MAC is the same everywhere.
_KEEP_NEIGHBOURS: Final = f"net.ipv4.conf.{USER_DEVICE}.arp_evict_nocarrier"


def make_router(namespace: str) -> None:
    """The kernel parameters of a site's namespace; before its devices, which inherit some of them."""
    netns.sysctl(namespace, _ROUTER_SYSCTLS)


def add_lan(namespace: str, bridge: str, gateways: Sequence[IPv4Address], *, mtu: int = LAN_MTU) -> None:
    """Makes a site's bridge and its gateways. Raises NetnsError.

    The bridge announces nothing and filters nothing; it learns hosts from gratuitous ARP.
    """
    netns.ip(
        namespace,
        f"link add {bridge} address {GATEWAY_MAC} mtu {mtu} type bridge stp_state 0 forward_delay 0 mcast_snooping 0",
    )
    conf = f"net.ipv4.conf.{bridge}"
    netns.sysctl(
        namespace,
        {
            f"{conf}.rp_filter": 0,
            f"{conf}.arp_accept": 1,
            f"net.ipv6.conf.{bridge}.accept_dad": 0,
        },
        optional=[f"net.ipv6.conf.{bridge}.accept_dad"],
    )
    netns.ip(
        namespace,
        *(f"address add {gateway}/32 dev {bridge} noprefixroute" for gateway in gateways),
        f"link set {bridge} up",
    )


@dataclass(frozen=True, slots=True)
class UserDevice:
    """A user's namespace with `eth0`; the far end of the cable, `u-<user>`, is a port of its site's bridge."""

    user: str
    netns: str
    address: IPv4Interface
    gateway: IPv4Address
    mac: str

    @property
    def far_end(self) -> str:
        """The device at the site."""
        return f"u-{self.user}"


@dataclass(frozen=True, slots=True)
class Lan:
    """Where a cable can be plugged in."""

    netns: str
    bridge: str


def add_user(device: UserDevice, lan: Lan) -> None:
    """Sets up a user in its (existing, empty) namespace and connects it to a LAN. Raises NetnsError."""
    netns.ip(
        device.netns,
        f"link add {USER_DEVICE} address {device.mac} type veth peer name {device.far_end} netns {lan.netns}",
        f"address add {device.address.with_prefixlen} dev {USER_DEVICE}",
        f"link set {USER_DEVICE} up",
        f"route add default via {device.gateway}",
    )
    netns.sysctl(device.netns, {_KEEP_NEIGHBOURS: 0}, optional=[_KEEP_NEIGHBOURS])
    _plug_in(device, lan)


def move_user(device: UserDevice, source: Lan, target: Lan, *, announce: bool = False) -> float:
    """Unplugs a user's cable from one LAN and plugs it into another; returns how long it took, in seconds.

    The user notices nothing but the carrier, gone for that time: its device, address, routes and neighbours stay.
    With `announce` it tells its new neighbours its address, as an operating system does on a new attachment.
    Raises NetnsError; the cable is then in neither bridge or still in the first.
    """
    started = time.monotonic()
    netns.ip(source.netns, f"link set {device.far_end} down netns {target.netns}")
    _plug_in(device, target)
    duration_s = time.monotonic() - started
    if announce:
        announce_user(device)
    return duration_s


def _plug_in(device: UserDevice, lan: Lan) -> None:
    netns.ip(lan.netns, f"link set {device.far_end} master {lan.bridge}", f"link set {device.far_end} up")


def announce_user(device: UserDevice) -> None:
    """Sends a gratuitous ARP reply for the user's address (RFC 5944 section 4.6). Raises NetnsError, OSError."""
    with netns.inside(device.netns):
        link = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        with link:
            link.bind((USER_DEVICE, 0))
            link.send(gratuitous_arp(device.mac, device.address.ip))


def gratuitous_arp(mac: str, address: IPv4Address) -> bytes:
    """The Ethernet frame that tells everybody on the link who has `address`."""
    hardware = bytes.fromhex(mac.replace(":", ""))
    everybody = b"\xff" * 6
    arp = struct.pack("!HHBBH", 1, 0x0800, 6, 4, 2)
    return everybody + hardware + b"\x08\x06" + arp + (hardware + address.packed) + (everybody + address.packed)
