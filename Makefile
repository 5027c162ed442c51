# Every target makes its own .venv from the constraints when it is missing, and is quick when it is there.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Other engines stay out of the environment of the product.
BENCH ?= .venv-bench
MUTATION ?= .venv-mutation
AUDIT ?= .venv-audit
# Every process would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: report weekly picture test test-full fuzz lint docs selfcheck mutation audit bench waits scale kills regress baseline wheels clean

report: $(READY)
	$(BIN)/rutcheck run --out report

# RUTCHECK_DATA names a folder of daily bars.
weekly: $(READY)
	$(BIN)/rutcheck run --data reference --out report/weekly --format json
	$(BIN)/rutcheck run --out report/daily --format json
	$(BIN)/python docs/scripts/make_weekly_table.py report/weekly/results.json report/daily/results.json

picture: $(READY)
	RUTCHECK_TODAY=2026-11-28 $(BIN)/rutcheck run --data reference --out report --format html
	$(BIN)/python docs/scripts/make_picture.py report/report.html

test: $(READY)
	$(BIN)/pytest -n auto --dist worksteal

# The same with the full numbers of the long proofs (tests/proofs.py).
test-full: $(READY)
	RUTCHECK_FULL_TESTS=1 $(BIN)/pytest -n auto --dist worksteal

# 20,000 values over all studies, strategies, options and kinds of files, the same for one SEED.
SEED ?= 1
fuzz: $(READY)
	$(BIN)/python -m tests.fuzz --cases 20000 --seed $(SEED)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The site is written to site/; a broken link or anchor is an error.
docs: $(VENV)/.docs-ready
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

selfcheck: $(READY)
	$(BIN)/python -m benchmarks.calibration --write docs/validation/self-checks.md

# Changes one place of the core at a time, which its tests must notice.
mutation: $(MUTATION)/.ready
	$(MUTATION)/bin/python -m benchmarks.mutation --write docs/validation/mutation.md

# Asks the vulnerability database of PyPI about the pinned versions; needs a network.
audit:
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/pip install --quiet --disable-pip-version-check pip-audit
	$(AUDIT)/bin/pip-audit --strict --disable-pip --no-deps --requirement constraints.txt

bench: $(BENCH)/.ready
	$(BENCH)/bin/python -m benchmarks

# Every row of benchmarks/WAITS.md but that of the tests, or those that ROWS names.
waits: $(READY)
	$(BIN)/python -m benchmarks.waits $(if $(ROWS),--rows $(ROWS))

scale: $(READY)
	$(BIN)/python -m benchmarks.scale

# Kills writers of every kind of file and fills their disk; as root also on small file systems.
kills: $(READY)
	$(BIN)/python -m benchmarks.kills

# Fails where a published number moved; `make baseline` holds the new ones. Both do the same on daily
# bars where RUTCHECK_DATA names a folder of them.
regress: $(READY)
	$(BIN)/rutcheck regress check baselines/reference.json --data reference
	if [ -d "$$RUTCHECK_DATA" ]; then $(BIN)/rutcheck regress check baselines/snapshot.json; fi

baseline: $(READY)
	$(BIN)/rutcheck regress update baselines/reference.json --data reference
	if [ -d "$$RUTCHECK_DATA" ]; then $(BIN)/rutcheck regress update baselines/snapshot.json; fi

# PYTHONS names the interpreters to try; by default each supported version, which must be there.
wheels: $(READY)
	bash .ci/wheels $(abspath $(BIN))/python

clean:
	rm -rf $(VENV) $(BENCH) $(MUTATION) $(AUDIT) dist report site .import_linter_cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	$(BIN)/python -m compileall -q -j 0 data_feeds signals strategies backtests
	touch $@

$(VENV)/.docs-ready: $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[docs]"
	touch $@

$(BENCH)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[bench]"
	touch $@

$(MUTATION)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(MUTATION)
	$(MUTATION)/bin/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[mutation]"
	touch $@
