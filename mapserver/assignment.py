"""What the parent of a map server's workers tells each of them: a line of JSON, at the start and at each reload."""

from pathlib import Path
from typing import Final, Self

from lisp.runtime.config import Section
from lisp.runtime.log import Format
from mapserver.config import MapServerConfig
from mapserver.ownership import Ownership

# A configuration with a hundred thousand sites fits.
MAX_LINE: Final = 1 << 28


class Assignment(Section):
    """Who a worker is and what it does. Of a later one, configuration and ownership count.

    `inboxes` are file descriptors, by worker: all may write to them. `inbox` is the one to read.
    """

    worker: int
    config: MapServerConfig
    base: Path
    owners: dict[str, dict[str, int]]
    inboxes: list[int]
    inbox: int
    log_level: str
    log_format: Format

    @property
    def ownership(self) -> Ownership:
        """Which worker owns what."""
        return Ownership.from_json(self.owners)

    def line(self) -> bytes:
        """As it is written to the worker."""
        return self.model_dump_json(by_alias=True).encode() + b"\n"

    @classmethod
    def of_line(cls, line: bytes) -> Self:
        """As the worker reads it."""
        return cls.model_validate_json(line)
