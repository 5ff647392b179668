# Follow-Me Cloud. `make demo` shows what it does, `make test` proves it.

OUT ?= demo
SECONDS ?= 60
SEEDS ?= 100

.PHONY: help setup demo test lint types unit coverage fuzz mutants chaos hostile model clean

help:
	@echo "make demo    follow a user from data centre to data centre; results in $(OUT)/"
	@echo "make test    lint, types and the whole test suite"
	@echo "make chaos   everybody dies at every failpoint, SEEDS=$(SEEDS) times, in virtual time"
	@echo "make model   every run of the handover's model, in SPIN; some minutes"
	@echo "make hostile ten million malformed datagrams at the map server; ten minutes"
	@echo "make setup   install what is missing and make .venv"
	@echo "make fuzz    look for inputs that break what reads bytes; SECONDS=60 by default"
	@echo "make mutants change the codec a few thousand times and see whether a test notices"
	@echo "make clean   take a lab down and remove what was built"

setup:
	@deploy/install/setup.sh

demo: setup
	@.venv/bin/fmc lab run follow-me --out $(OUT)

test: setup lint types coverage
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

# Every branch of the codec is run by its own tests.
coverage: setup
	.venv/bin/pytest -q tests/unit/lisp tests/property --cov=lisp/wire --cov-branch --cov-fail-under=100 \
	    --cov-report=term-missing:skip-covered

# Coverage-guided fuzzing of everything that reads bytes from outside: make fuzz SECONDS=600
fuzz: setup
	@.venv/bin/python -c "import atheris" 2>/dev/null || .venv/bin/pip install -q "atheris>=3.0"
	@mkdir -p .build/fuzz
	@.venv/bin/python -m tests.fuzz --seconds $(SECONDS) --artifacts .build/fuzz

# Mutation testing of the codec, a quarter of an hour; tests/mutants.md explains what survives.
mutants: setup
	@.venv/bin/mutmut --version >/dev/null 2>&1 || .venv/bin/pip install -q "mutmut>=3.3"
	.venv/bin/mutmut run
	@.venv/bin/mutmut results

# Every victim falls at every failpoint, in virtual time; the invariants are checked at every instant.
chaos: setup
	@.venv/bin/python -m tests.scenario.chaos --seeds $(SEEDS)

# Every run of the handover's model; each property is also seen to fail with a mistake planted.
model: setup
	@.venv/bin/python -m tests.model

# Ten million malformed datagrams at the map server, over loopback; ten minutes.
hostile: setup
	.venv/bin/python -m tests.bench.hostile --datagrams 10000000

clean:
	-@[ -x .venv/bin/fmc ] && .venv/bin/fmc lab down
	rm -rf .venv build dist $(OUT) .pytest_cache .mypy_cache .ruff_cache .hypothesis mutants
