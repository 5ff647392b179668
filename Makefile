# Follow-Me Cloud. `make demo` shows what it does, `make test` proves it.

OUT ?= demo

.PHONY: help setup demo test lint types unit lab-tests clean

help:
	@echo "make demo    follow a user from data centre to data centre; results in $(OUT)/"
	@echo "make test    lint, types and the whole test suite"
	@echo "make setup   install what is missing and make .venv"
	@echo "make clean   take a lab down and remove what was built"

setup:
	@deploy/install/setup.sh

demo: setup
	@.venv/bin/fmc lab run follow-me --out $(OUT)

test: setup lint types
	.venv/bin/pytest

# Needs clang, llvm and libbpf-dev; what it makes is kept under version control.
.PHONY: bpf
bpf: setup
	.venv/bin/python -m xtr.dataplane.ebpf.build

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: setup
	.venv/bin/mypy
	.venv/bin/mypy tests

unit: setup
	.venv/bin/pytest -m "not lab"

clean:
	-@[ -x .venv/bin/fmc ] && .venv/bin/fmc lab down
	rm -rf .venv build dist $(OUT) .pytest_cache .mypy_cache .ruff_cache .hypothesis
