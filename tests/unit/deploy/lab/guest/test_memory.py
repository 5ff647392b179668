"""The guest sees its own memory corrupted: init.c, compiled for this computer, with one word changed."""

import shutil
import subprocess
from pathlib import Path

import pytest

import deploy.lab.guest

SOURCE = Path(deploy.lab.guest.__file__).with_name("init.c")

# Two passes over 1 MiB at a rate that never waits; a word is changed where argv says.
HARNESS = """
#define main guest_main
#include "%s"
#undef main

int main(int argc, char **argv)
{
    struct config config = {.dirty_mib = 1, .dirty_mib_s = 4096};
    struct memory memory = {0};
    (void)guest_main;
    start_memory(&memory, &config);
    for (int i = 1; i < argc; i++)
        memory.words[strtoull(argv[i], NULL, 10)] ^= 1;
    while (memory.generation < 3)
        work_on_memory(&memory, config.dirty_mib_s);
    printf("%%llu\\n", (unsigned long long)memory.bad_pages);
    return 0;
}
"""


@pytest.fixture(scope="module")
def guest_memory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler; the lab itself needs one too")
    directory = tmp_path_factory.mktemp("guest")
    (directory / "harness.c").write_text(HARNESS % SOURCE)
    warnings = ("-Wall", "-Wextra", "-Werror", "-Wshadow", "-Wconversion")
    subprocess.run(
        [compiler, "-O2", *warnings, "-o", directory / "harness", directory / "harness.c"],
        check=True,
        timeout=60,
    )
    return directory / "harness"


@pytest.mark.parametrize(
    ("changed_words", "bad_pages"),
    [
        ([], 0),
        ([0], 1),
        ([511], 1),
        ([3, 4], 1),
        ([0, 512, 131071], 3),
    ],
)
def test_every_changed_page_is_counted_once(guest_memory: Path, changed_words: list[int], bad_pages: int) -> None:
    argv = [str(guest_memory), *map(str, changed_words)]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=30, check=True)
    assert int(done.stdout) == bad_pages
