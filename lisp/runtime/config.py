"""Configuration: TOML checked by pydantic, and errors that name the file and the line.

    config = load(Path("xtr.toml"), XtrConfig)

Unknown keys are errors: a misspelt option must not silently mean its default.
"""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationError

from lisp.engine import Endpoint
from lisp.wire import Address, Algorithm, Key, KeyChain, Prefix

_ALGORITHMS: Final = {
    "hmac-sha1-96": Algorithm.HMAC_SHA1_96,
    "hmac-sha256-128": Algorithm.HMAC_SHA256_128,
    "hmac-sha256-128-hkdf": Algorithm.HMAC_SHA256_128_HKDF,
}

Path_ = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


class ConfigError(Exception):
    """The configuration cannot be used; the text says where and what was expected."""


class Section(BaseModel):
    """Base of every configuration table: immutable, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _address(value: object) -> Address:
    if isinstance(value, Address):
        return value
    if not isinstance(value, str):
        raise ValueError("an IP address in quotes is expected")
    return Address.parse(value)


def _prefix(value: object) -> Prefix:
    if isinstance(value, Prefix):
        return value
    if not isinstance(value, str):
        raise ValueError('a prefix in quotes is expected, such as "10.1.0.0/24"')
    return Prefix.parse(value)


def _endpoint(value: object) -> Endpoint:
    if isinstance(value, Endpoint):
        return value
    host, _, port = value.rpartition(":") if isinstance(value, str) else ("", "", "")
    if not (port.isascii() and port.isdigit() and int(port) < 65_536) or not host:
        raise ValueError('an address and a port are expected, such as "127.0.0.1:8342"')
    return Endpoint(Address.parse(host.removeprefix("[").removesuffix("]")), int(port))


def _hex(size: int) -> BeforeValidator:
    def check(value: object) -> bytes:
        if isinstance(value, bytes):
            return value
        try:
            data = bytes.fromhex(str(value))
        except ValueError:
            raise ValueError(f"{2 * size} hexadecimal digits are expected") from None
        if len(data) != size:
            raise ValueError(f"{2 * size} hexadecimal digits are expected, not {2 * len(data)}")
        return data

    return BeforeValidator(check)


AddressText = Annotated[Address, BeforeValidator(_address), PlainSerializer(str)]
PrefixText = Annotated[Prefix, BeforeValidator(_prefix), PlainSerializer(str)]
EndpointText = Annotated[Endpoint, BeforeValidator(_endpoint), PlainSerializer(str)]
XtrIdText = Annotated[bytes, _hex(16), PlainSerializer(bytes.hex)]
SiteIdText = Annotated[bytes, _hex(8), PlainSerializer(bytes.hex)]


class SecretFile(Section):
    """A shared secret: its id here, the secret in a file of its own."""

    id: int = Field(ge=0, le=255)
    file: Path

    def secret(self, base: Path) -> bytes:
        """Read the secret; `base` is the directory of the configuration file. Raises ConfigError."""
        path = base / self.file
        try:
            secret = path.read_bytes().strip()
        except OSError as error:
            raise ConfigError(f"{path}: cannot read the key: {error.strerror}") from None
        if len(secret) < 8:
            raise ConfigError(f"{path}: a key of {len(secret)} octets is no secret; at least 8 are expected")
        return secret


class KeyFile(SecretFile):
    """A secret that signs messages, with its algorithm."""

    algorithm: Literal["hmac-sha1-96", "hmac-sha256-128", "hmac-sha256-128-hkdf"] = "hmac-sha256-128-hkdf"

    def load(self, base: Path) -> Key:
        """The key. Raises ConfigError."""
        return Key(self.id, _ALGORITHMS[self.algorithm], self.secret(base))


def load_chain(keys: list[KeyFile], base: Path) -> KeyChain:
    """The key chain of a list of key tables: the first signs, all verify. Raises ConfigError."""
    try:
        return KeyChain(tuple(key.load(base) for key in keys))
    except ValueError as error:
        raise ConfigError(str(error)) from None


def load_secrets(files: list[SecretFile], base: Path) -> tuple[tuple[int, bytes], ...]:
    """Secrets with their ids, all different; the first is the one we use. Raises ConfigError."""
    if len({entry.id for entry in files}) != len(files):
        raise ConfigError("two keys of a list have the same id")
    return tuple((entry.id, entry.secret(base)) for entry in files)


def load(path: Path, model: type[M]) -> M:
    """Read and check a configuration file. Raises ConfigError, one line per mistake."""
    try:
        text = path.read_text()
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the configuration: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}") from None
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        number = line.group(1) if line else str(text.count("\n") + 1)
        raise ConfigError(f"{path}:{number}: {error}") from None
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets without end
        raise ConfigError(f"{path}: not a configuration: {error}") from None
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        lines = line_numbers(text)
        raise ConfigError("\n".join(_explain(path, lines, problem) for problem in error.errors())) from None


def _explain(path: Path, lines: dict[Path_, int], problem: Any) -> str:
    """One mistake as `file:line: where: what`."""
    where: Path_ = problem["loc"]
    at = where
    while at and at not in lines:
        at = at[:-1]
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
    text = str(problem["msg"]).removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        text = "no such option"
    got = "" if isinstance(problem["input"], dict | list) else f" (got {problem['input']!r})"
    # What is wrong with the file as a whole has no name.
    return ": ".join(part for part in (f"{path}:{lines.get(at, 1)}", name, f"{text}{got}") if part)


_TABLE: Final = re.compile(r"^\s*\[(\[)?\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY: Final = re.compile(r"^\s*([A-Za-z0-9_.\"'-]+)\s*=")


def line_numbers(text: str) -> dict[Path_, int]:
    """The line of every table header and key of a TOML text that parses, by its path.

    Keys inside inline tables share the line of the key they belong to: callers look up the longest
    path that is known.
    """
    lines: dict[Path_, int] = {}
    counts: dict[Path_, int] = {}
    table: Path_ = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = _resolve(_parts(header.group(2)), counts, is_array=bool(header.group(1)))
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault(table + _parts(key.group(1)), number)
    return lines


def _parts(dotted: str) -> Path_:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _resolve(parts: Path_, counts: dict[Path_, int], *, is_array: bool) -> Path_:
    """A header's path with the index of every array of tables on the way."""
    path: Path_ = ()
    for position, part in enumerate(parts):
        path = (*path, part)
        last = position == len(parts) - 1
        if last and is_array:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
