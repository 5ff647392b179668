"""What an experiment gives back."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """Measurements as JSON-able data, the same as text for a person, and whether it went as it should."""

    data: Any
    summary: str
    succeeded: bool
