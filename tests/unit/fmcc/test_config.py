"""The configuration file, and what it says to mistakes."""

from pathlib import Path

import pytest

from fmcc.config import FmccConfig, LeasesConfig, MigrationConfig
from fmcc.limits import Timeouts
from fmcc.migration import State
from fmcc.model import GroupSpec, ServiceClass
from lisp.runtime.config import ConfigError, load

EXAMPLE = Path(__file__).parents[3] / "deploy/examples/fmcc.toml"


OTHER = """[[service]]
name = "web"
domain = "vm2"
eid = "10.11.0.11"
dc = "dc1"
user = "10.2.0.100"
"""


def group(*services: str) -> str:
    return f'[[group]]\nname = "shop"\nservices = {list(services)}\n'


def etcd(endpoint: str, more: str = "") -> str:
    return f'[leases]\nname = "fmcc1"\n[leases.etcd]\nendpoints = ["{endpoint}"]\n{more}\n[decision]'


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = EXAMPLE.read_text()
    assert text.count(old) >= 1
    path = tmp_path / "fmcc.toml"
    path.write_text(text.replace(old, new, 1))
    return path


def test_the_example_is_valid() -> None:
    config = load(EXAMPLE, FmccConfig)
    (service,) = config.services()
    assert (service.name, service.kind, str(service.address)) == ("desk", ServiceClass.AUTO, "10.11.0.10/32")
    assert config.latencies()["192.0.2.2"] == {"dc1": 250.0, "dc2": 3.0}
    assert config.migration.options().bandwidth_mib_s == 40
    assert config.decision.parameters().rtt_per_hop_ms == 10


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('handover = "anticipated"', 'handover = "fast"', "11: handover: Input should be 'paper' or 'antici"),
        ('eid = "10.11.0.10"', 'eid = "10.11.0.0/24"', "service.1.eid: one address is expected, not a prefix"),
        ('user = "10.1.0.100"', 'user = "10.3.0.1"', "user 10.3.0.1/32 is in none of user_prefixes"),
        ('dc = "dc1"', 'dc = "dc7"', "service desk: no dc is called 'dc7'"),
        ('dc = "dc2"\nrtt_ms = 3', 'dc = "dc7"\nrtt_ms = 3', "latency from 192.0.2.2: no dc is called 'dc7'"),
        ('name = "dc2"', 'name = "dc1"', "dc name dc1 is given 2 times"),
        ('prefix = "10.12.0.0/24"', 'prefix = "10.11.0.0/24"', "dc prefix 10.11.0.0/24 is given 2 times"),
        ("rtt_ms = 250", "rtt_ms = -1", "latency.2.rtt_ms: Input should be greater than or equal to 0"),
        ('class = "auto"', 'class = "often"', "service.1.class: Input should be 'auto', 'ask'"),
        ('model = "default"', 'model = "oracle"', "decision: model must be one of"),
        ("p = 0.5", "p = 1.5", "decision: p must be in [0, 1]"),
        ("timeout_s = 120", "timeout = 120", "migration.timeout: no such option"),
        ('map_server = "192.0.2.21"', 'map_server = "2001:db8::1"', "must be of one address family"),
        ("qemu+tls", "qemu+tcp", "dc dc1: qemu+tcp is not encrypted; use qemu+tls, or set migration.tls = false"),
        ('storage = "shared"', 'storage = "none"', "migration.storage: Input should be 'shared' or 'copied'"),
        ("timeout_s = 120", "switch_timeout_s = 0", "migration.switch_timeout_s: Input should be greater than 0"),
        ("[decision]", '[leases]\nname = "Controller 1"\n[decision]', "leases.name: String should match pattern"),
        ("[decision]", etcd("http://192.0.2.41:2379"), "http://192.0.2.41:2379 is not encrypted: use https"),
        ("[decision]", etcd("https://me:secret@192.0.2.41:2379"), "no password in a URL: use user and password_file"),
        ("[decision]", etcd("https://192.0.2.41:2379/v3"), "leases.etcd.endpoints.1: String should match pattern"),
        ("[decision]", etcd("https://a:1", 'user = "fmcc"'), "user and password_file belong together"),
        ("[decision]", etcd("https://a:1", 'key = "fmcc1.key"'), "certificate and key belong together"),
        ("[decision]", etcd("https://a:1").replace('name = "fmcc1"', ""), "leases.name is missing"),
        ("[decision]", '[leases]\nprefer = ["10.9.0.0/24"]\n[decision]', "10.9.0.0/24 is not one of user_prefixes"),
        ("[[latency]]", group("desk", "shelf") + "[[latency]]", "group shop: no service is called 'shelf'"),
        ("[[latency]]", group("desk", "desk") + "[[latency]]", "grouped service desk is given 2 times"),
        ("[[latency]]", OTHER + group("desk", "web") + "[[latency]]", "its users are in several of user_prefixes"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(changed(tmp_path, old, new), FmccConfig)
    assert message in str(caught.value)


def test_what_is_not_said_has_sensible_defaults() -> None:
    migration = MigrationConfig()
    options = migration.options()
    assert (options.tls, options.auto_converge) == (True, True), "what protects is on"
    assert (options.post_copy, options.copy_disks, options.bandwidth_mib_s) == (False, False, None)
    assert migration.timeouts() == Timeouts()
    leases = load(EXAMPLE, FmccConfig).leases
    assert (leases.holder, leases.series, leases.etcd) == ("fmcc", "m", None)


def test_what_is_said_arrives(tmp_path: Path) -> None:
    text = (
        'post_copy = true\nstorage = "copied"\nswitch_timeout_s = 9\nalarm_s = 5\nauto_converge = false\ntls = false\n'
    )
    asked = changed(tmp_path, "post_copy = false", "").read_text()
    for line in ("auto_converge = true", "tls = true", 'storage = "shared"'):
        asked = asked.replace(line, "")
    path = tmp_path / "fmcc.toml"
    path.write_text(
        asked.replace("[migration]\n", f"[migration]\n{text}") + OTHER.replace("10.2.", "10.1.") + group("web", "desk")
    )
    config = load(path, FmccConfig)
    options, timeouts = config.migration.options(), config.migration.timeouts()
    assert (options.tls, options.auto_converge, options.post_copy, options.copy_disks) == (False, False, True, True)
    assert (timeouts.of(State.SWITCHING), timeouts.alarm_s, timeouts.of(State.COPYING)) == (9.0, 5.0, None)
    assert config.groups() == [GroupSpec("shop", ("web", "desk"), together=True, undo=True)]


def test_every_controller_of_several_has_its_own_series() -> None:
    leases = LeasesConfig(name="fmcc2")
    assert (leases.holder, leases.series) == ("fmcc2", "fmcc2")
