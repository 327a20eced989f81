# kikitori: `make run` opens the interview, `make test` checks everything.
# Only Python 3.11 or newer, make and git are needed beforehand.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'

# python3, or the first newer one beside it; any other: make PYTHON=/path/to/python
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$each $(NEW_ENOUGH) 2>/dev/null && echo $$each && exit; done; echo python3)

.PHONY: run test test-pythons test-newest lint types house unit fuzz kill-test bench screenshots \
  snapshots lock clean

# A half-made environment would look ready to the next make.
.DELETE_ON_ERROR:

run: $(VENV)/.run-ready
	$(BIN)/kikitori

test: lint types house unit

lint: $(VENV)/.dev-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev-ready
	$(BIN)/mypy

house: $(VENV)/.dev-ready
	$(BIN)/lint-imports

unit: $(VENV)/.dev-ready
	$(BIN)/pytest -n 4 --dist worksteal $(TESTS)

# The tests (or TESTS="tests/cli …") on each supported Python that is found, oldest first,
# every one in an environment of its own: .venv-3.11, .venv-3.12 ….
PYTHONS = $(shell for minor in 11 12 13 14; do \
  for each in python3.$$minor $(HOME)/.pyenv/versions/3.$$minor.*/bin/python; do \
    $$each -c 'import ensurepip, venv' 2>/dev/null && echo $$each && break; done; done; true)

test-pythons:
	@set -e; for each in $(PYTHONS); do \
	  name=$$($$each -c 'import sys; print("3.%d" % sys.version_info.minor)'); \
	  echo "Python $$name: $$each"; \
	  $(MAKE) --no-print-directory unit VENV=.venv-$$name PYTHON=$$each TESTS="$(TESTS)"; done

# Nothing where that is the Python of $(VENV).
NEWEST = $(lastword $(PYTHONS))

test-newest: $(BIN)/python
	@test "$$($(NEWEST) -V)" = "$$($(BIN)/python -V)" || \
	  $(MAKE) --no-print-directory test-pythons PYTHONS="$(NEWEST)"

# Longer than in the tests, with other examples each time: what it finds becomes a case there.
fuzz: $(VENV)/.dev-ready
	KIKITORI_FUZZ=$${KIKITORI_FUZZ:-50} $(BIN)/pytest $(wildcard tests/*/test*_fuzz.py)

# A thousand interviews, each killed at a random moment; `make unit` does a share of them.
kill-test: $(VENV)/.dev-ready
	KIKITORI_POWER_CUTS=1000 $(BIN)/pytest tests/terminal/test_power_cuts.py

bench: $(VENV)/.dev-ready
	$(BIN)/python -m tests.bench

# The pictures of the README, made by the program itself.
screenshots: $(VENV)/.dev-ready
	$(BIN)/python -m tests.screenshots

# After a wanted change of a screen: redraw the snapshots, then look at each one; side by side
# as PNG with `python -m tests.contact_sheet`.
snapshots: $(VENV)/.dev-ready
	$(BIN)/pytest tests/screens/test_snapshots.py --snapshot-update

# After a change of the dependencies in pyproject.toml; needs uv.
COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links pyproject.toml --custom-compile-command "make lock"

lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/" >&2; exit 1; }
	$(COMPILE) --group build -o requirements/run.txt
	$(COMPILE) --group dev -o requirements/dev.txt

$(BIN)/python:
	@"$(PYTHON)" $(NEW_ENOUGH) || { echo "kikitori needs Python 3.11 or newer;" \
	  "if there is one under another name: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	"$(PYTHON)" -m venv --clear $(VENV)

$(VENV)/.run-ready: $(BIN)/python requirements/run.txt pyproject.toml
	$(PIP) install --require-hashes --requirement requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev-ready: $(BIN)/python requirements/dev.txt pyproject.toml
	$(PIP) install --require-hashes --requirement requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/.run-ready

clean:
	rm -rf $(VENV) .venv-3.* build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	  .import_linter_cache .grimp_cache
