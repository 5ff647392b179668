"""The xTR's configuration file: what it means, and what is refused with which words."""

import tomllib
from pathlib import Path

import pytest

from lisp.runtime.config import ConfigError, load
from lisp.wire import Address, Prefix
from xtr.config import XtrConfig, settings_of
from xtr.core import Limits
from xtr.dataplane.base import Instance

EXAMPLE = Path(__file__).parents[3] / "deploy/examples/xtr.toml"

MINIMAL = """
name = "dc1"
rlocs = ["192.0.2.11"]
xtr_id = "000102030405060708090a0b0c0d0e0f"
map_server = "192.0.2.21"
keys = [{ id = 1, file = "site.key" }]
state = "state.json"
eid_space = ["10.0.0.0/8"]
"""


def read(tmp_path: Path, text: str) -> XtrConfig:
    path = tmp_path / "xtr.toml"
    path.write_text(text)
    (tmp_path / "site.key").write_text("0123456789abcdef")
    return load(path, XtrConfig)


def test_minimal_configuration(tmp_path: Path) -> None:
    settings = settings_of(read(tmp_path, MINIMAL), tmp_path)
    assert settings.rlocs == (Address.parse("192.0.2.11"),)
    assert settings.map_resolver == settings.map_server == Address.parse("192.0.2.21")
    assert settings.identity.xtr_id == bytes(range(16))
    assert settings.controller is None
    assert settings.limits == Limits()


def test_example_is_valid(tmp_path: Path) -> None:
    config = load(EXAMPLE, XtrConfig)
    files = [*config.keys, *(key for peer in config.peer for key in peer.keys)]
    files += config.controller.keys if config.controller else []
    secrets = config.lisp_sec.keys if config.lisp_sec else []
    for secret in secrets:
        (tmp_path / secret.file).parent.mkdir(exist_ok=True)
        (tmp_path / secret.file).write_text("fedcba9876543210")
    for key in files:
        (tmp_path / key.file).parent.mkdir(exist_ok=True)
        (tmp_path / key.file).write_text("0123456789abcdef")
    settings = settings_of(config, tmp_path)
    assert settings.homes
    assert settings.dynamics
    assert settings.peers
    assert settings.controller is not None
    assert settings.resolver_keys == ((1, b"fedcba9876543210"),)


def test_example_with_tenants_is_valid() -> None:
    zero, nine = load(EXAMPLE.with_name("tenants.toml"), XtrConfig).instances
    assert zero == Instance(0, "lisp0", 4341, frozenset(("br0",)))
    assert nine == Instance(9, "lisp0-9", 4350, frozenset(("br9",)))


def test_key_for_lookups_must_not_be_the_sites(tmp_path: Path) -> None:
    config = read(tmp_path, MINIMAL + '[lisp_sec]\nkeys = [{ id = 1, file = "site.key" }]')
    with pytest.raises(ConfigError, match="must not be the site's"):
        settings_of(config, tmp_path)


def test_example_shows_every_option() -> None:
    text = EXAMPLE.read_text()
    shown = tomllib.loads("\n".join(line.removeprefix("#") for line in text.splitlines() if not line.startswith("# ")))
    assert set(XtrConfig.model_fields) == set(shown)
    for table in ("timers", "dataplane"):
        model = XtrConfig.model_fields[table].annotation
        assert model is not None
        assert set(model.model_fields) == set(shown[table])


def test_home_may_be_dynamic_too(tmp_path: Path) -> None:
    text = (
        MINIMAL
        + """
[[eid]]
prefix = "10.11.0.0/24"
interface = "br0"
[[dynamic_eid]]
prefix = "10.11.0.0/24"
interface = "br0"
detect = false
"""
    )
    settings = settings_of(read(tmp_path, text), tmp_path)
    assert settings.homes[0].prefix == settings.dynamics[0].prefix == Prefix.parse("10.11.0.0/24")
    assert not settings.dynamics[0].detect


@pytest.mark.parametrize(
    ("addition", "words"),
    [
        ('[[eid]]\nprefix = "172.16.0.0/24"\ninterface = "br0"', "172.16.0.0/24 is not inside eid_space"),
        ('[[eid]]\nprefix = "10.1.0.0/24"\ninterface = "a/b"', "xtr.toml:11: eid.1.interface"),
        ('[[eid]]\nprefix = "10.1.0.5/24"\ninterface = "br0"', "xtr.toml:10: eid.1.prefix"),
        ("[dataplane]\nmtu = 100", "an MTU is at least 576"),
        ('[dataplane]\nkind = "magic"', "xtr.toml:10: dataplane.kind"),
        ("[timers]\nregister_interval = 5", "xtr.toml:10: timers.register_interval: no such option"),
        ("[[peer]]\nrloc = '192.0.2.12'\nkeys = []", "peer.1.keys"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, addition: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, MINIMAL + addition)
    assert words in str(caught.value)


TENANTS = (
    MINIMAL.replace('["10.0.0.0/8"]', '["10.0.0.0/8", "[9]10.0.0.0/8", "2001:db8::/32", "[9]2001:db8::/32"]')
    + """
[[eid]]
prefix = "10.1.0.0/24"
interface = "br0"
[[dynamic_eid]]
prefix = "10.1.0.0/24"
interface = "br0"
[[eid]]
prefix = "[9]10.1.0.0/24"
interface = "br9"
"""
)


def test_each_instance_id_has_device_table_and_lans_of_its_own(tmp_path: Path) -> None:
    config = read(tmp_path, TENANTS)
    first, second = Instance(0, "lisp0", 4341, frozenset(("br0",))), Instance(9, "lisp0-9", 4350, frozenset(("br9",)))
    assert config.instances == (first, second)
    assert config.interfaces == {"br0": 0, "br9": 9}
    assert [home.prefix.iid for home in settings_of(config, tmp_path).homes] == [0, 9]


def test_an_only_instance_keeps_device_and_table_whatever_its_id(tmp_path: Path) -> None:
    config = read(tmp_path, MINIMAL.replace("10.0.0.0/8", "[9]10.0.0.0/8"))
    assert config.instances == (Instance(9, "lisp0", 4341, frozenset()),)


@pytest.mark.parametrize(
    ("addition", "words"),
    [
        ('[[eid]]\nprefix = "[9]10.2.0.0/24"\ninterface = "br0"', "br0 is in two instances"),
        ('[[eid]]\nprefix = "[8]10.2.0.0/24"\ninterface = "br8"', "is not inside eid_space"),
        ('[dataplane]\ndevice = "a-longer-name1"', "a-longer-name1-9: too long"),
        ("[dataplane]\ntable = 4294967295", "too high a number"),
    ],
)
def test_instances_that_cannot_be_told_apart_are_refused(tmp_path: Path, addition: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        read(tmp_path, TENANTS + addition)


def test_instance_id_has_to_fit_the_header(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="24 bits"):
        read(tmp_path, MINIMAL.replace("10.0.0.0/8", "[16777216]10.0.0.0/8"))


def test_peer_of_a_group_needs_keys(tmp_path: Path) -> None:
    text = MINIMAL + '[[dynamic_eid]]\nprefix = "10.11.0.0/24"\ninterface = "br0"\npeers = ["192.0.2.12"]\n'
    with pytest.raises(ConfigError, match=r"192\.0\.2\.12 has no \[\[peer\]\] table"):
        settings_of(read(tmp_path, text), tmp_path)


def test_keys_are_not_shown(tmp_path: Path) -> None:
    settings = settings_of(read(tmp_path, MINIMAL), tmp_path)
    assert "0123456789abcdef" not in repr(settings)
