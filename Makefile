# Every target makes its own .venv from the constraints when it is missing, and is quick when it is there.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: report picture test lint selfcheck bench clean

report: $(READY)
	$(BIN)/rutcheck run --out report

picture: $(READY)
	$(BIN)/rutcheck run --data reference --out report --format html
	$(BIN)/python docs/make_picture.py report/report.html

test: $(READY)
	$(BIN)/pytest -n auto

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

selfcheck: $(READY)
	$(BIN)/python -m backtests.selfcheck --write docs/SELFCHECK.md

bench: $(READY)
	$(BIN)/python benchmarks/first_touch.py

clean:
	rm -rf $(VENV) report .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@
