"""Structured logging: `event key=value` for people, one JSON object a line for programs."""

import logging
import sys
from typing import Literal

import structlog

Format = Literal["console", "json"]
# What was configured last: for processes that this one starts.
settings: tuple[str, Format] = ("info", "console")


def configure(level: str, output: Format, **fields: object) -> None:
    """Send log lines of at least `level` to stderr in the given format, each with these fields."""
    global settings
    settings = level, output
    renderer: structlog.types.Processor = structlog.processors.JSONRenderer()
    if output == "console":
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[
            lambda _logger, _method, event: {**event, **fields},
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
