"""Configuration errors say file, line and what was expected."""

from pathlib import Path

import pytest
from pydantic import model_validator

from lisp.runtime.config import (
    AddressText,
    ConfigError,
    KeyFile,
    PrefixText,
    Section,
    XtrIdText,
    load,
    load_chain,
)


class Site(Section):
    name: str
    prefixes: tuple[PrefixText, ...] = ()


class Daemon(Section):
    listen: AddressText
    xtr_id: XtrIdText = bytes(16)
    site: tuple[Site, ...] = ()

    @model_validator(mode="after")
    def _names_differ(self) -> "Daemon":
        if len({site.name for site in self.site}) != len(self.site):
            raise ValueError("two sites have one name")
        return self


def error_of(tmp_path: Path, text: str) -> str:
    path = tmp_path / "daemon.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(path, Daemon)
    return str(caught.value).replace(str(path), "FILE")


def test_valid_configuration(tmp_path: Path) -> None:
    path = tmp_path / "daemon.toml"
    path.write_text('listen = "192.0.2.1"\n[[site]]\nname = "a"\nprefixes = ["10.0.0.0/24"]\n')
    config = load(path, Daemon)
    assert str(config.listen) == "192.0.2.1"
    assert str(config.site[0].prefixes[0]) == "10.0.0.0/24"


def test_syntax_error_names_the_line(tmp_path: Path) -> None:
    assert error_of(tmp_path, 'listen = "192.0.2.1"\nname =\n').startswith("FILE:2:")


def test_wrong_address_names_the_line(tmp_path: Path) -> None:
    text = error_of(tmp_path, '# first\nlisten = "192.0.2.300"\n')
    assert text.startswith("FILE:2: listen:")
    assert "192.0.2.300" in text


def test_unknown_option_in_the_second_table_names_its_line(tmp_path: Path) -> None:
    text = error_of(tmp_path, 'listen = "192.0.2.1"\n[[site]]\nname = "a"\n[[site]]\nname = "b"\nprefixs = []\n')
    assert text == "FILE:6: site.2.prefixs: no such option"


def test_host_bits_are_named(tmp_path: Path) -> None:
    text = error_of(tmp_path, 'listen = "192.0.2.1"\n[[site]]\nname = "a"\nprefixes = ["10.0.0.1/24"]\n')
    assert text.startswith("FILE:4: site.1.prefixes.1:")
    assert "host bits set" in text


def test_short_xtr_id_is_refused(tmp_path: Path) -> None:
    assert "32 hexadecimal digits" in error_of(tmp_path, 'listen = "192.0.2.1"\nxtr_id = "abcd"\n')


def test_every_mistake_is_listed(tmp_path: Path) -> None:
    text = error_of(tmp_path, 'listen = 5\nxtr_id = "zz"\n')
    assert text.count("FILE:") == 2


def test_a_mistake_of_the_whole_file_has_no_name(tmp_path: Path) -> None:
    text = error_of(tmp_path, 'listen = "192.0.2.1"\n[[site]]\nname = "a"\n[[site]]\nname = "a"\n')
    assert text == "FILE:1: two sites have one name"


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml: cannot read"):
        load(tmp_path / "nowhere.toml", Daemon)


def test_key_comes_from_its_file_and_is_not_printed(tmp_path: Path) -> None:
    (tmp_path / "site.key").write_text("a secret of some length\n")
    chain = load_chain([KeyFile(id=1, file=Path("site.key"))], tmp_path)
    assert chain.signing_key.secret == b"a secret of some length"
    assert "secret of some" not in repr(chain)


def test_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.key: cannot read the key"):
        load_chain([KeyFile(id=1, file=Path("absent.key"))], tmp_path)


def test_short_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site.key").write_text("short")
    with pytest.raises(ConfigError, match="at least 8"):
        KeyFile(id=1, file=Path("site.key")).load(tmp_path)


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 3000 + "]" * 3000], ids=["digits", "brackets"])
def test_text_that_breaks_the_parser_is_no_configuration(tmp_path: Path, value: str) -> None:
    assert error_of(tmp_path, f"listen = {value}\n").startswith("FILE: not a configuration: ")
