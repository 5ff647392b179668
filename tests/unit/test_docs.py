"""The documentation's commands exist, its links lead somewhere, its Python runs."""

import re
import shlex
from pathlib import Path

import click
import pytest

from deploy.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def shell_lines(page: Path) -> list[list[str]]:
    """The words of every command in a page's shell blocks, comments gone."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def page_name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_fmc_commands_and_their_options_exist(page: Path) -> None:
    for words in shell_lines(page):
        if Path(words[0]).name != "fmc":
            continue
        command: click.Command = main
        rest = words[1:]
        while isinstance(command, click.Group) and rest and rest[0] in command.commands:
            command = command.commands[rest.pop(0)]
        group_may_stand_alone = isinstance(command, click.Group) and command.invoke_without_command
        assert not isinstance(command, click.Group) or group_may_stand_alone, f"{shlex.join(words)}: no such command"
        known = {option for parameter in command.params for option in parameter.opts}
        if command.name != "exec":
            used = {word for word in rest if word.startswith("--")}
            assert used <= known, shlex.join(words)


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {words[1] for words in shell_lines(page) if words[0] == "make"} <= targets


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_links_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#]+)\)", prose):
        assert "://" in target or (page.parent / target).exists(), target


# What scapy sends and sniffs needs a namespace of its own: tests/e2e/test_scapy_page.py runs that page.
@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "scapy.md"], ids=page_name)
def test_python_of_the_page_runs(page: Path) -> None:
    names: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", page.read_text(), re.DOTALL):
        exec(compile(block, str(page), "exec"), names)
