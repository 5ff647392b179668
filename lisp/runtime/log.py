"""Structured logging: `event key=value` for people, one JSON object a line for programs."""

import logging
import sys
from typing import Literal

import structlog

Format = Literal["console", "json"]


def configure(level: str, output: Format) -> None:
    """Send log lines of at least `level` to stderr in the given format."""
    renderer: structlog.types.Processor = structlog.processors.JSONRenderer()
    if output == "console":
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
