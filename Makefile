# make demo: the main job on the articles of corpora/dev.jsonl.  make test: all checks and tests.
# Both set up a virtual environment first; PYTHON names the interpreter to make it with.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

SOURCES := $(shell find src -type f -not -name '*.pyc')

.PHONY: demo test lint unit-tests bench docs schema

demo: $(VENV)/installed
	mkdir -p out
	$(BIN)/cchc-extract extract corpora/dev.jsonl -o out/records.jsonl
	$(BIN)/cchc-extract show corpora/dev.jsonl --id d1-02
	@echo "Records: out/records.jsonl"

test: lint unit-tests

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit-tests: $(VENV)/installed-dev
	$(BIN)/pytest -n 2

# Measures on this machine, compiled, and rewrites the tables in docs/benchmarks.md.
bench: $(VENV)/installed-dev
	$(BIN)/pip install --quiet --no-deps --upgrade --target out/compiled .
	PYTHONPATH=out/compiled $(BIN)/python -m benchmarks

# Writes the pages that are made from the code and the rule data.
docs: $(VENV)/installed-dev
	$(BIN)/python scripts/build_docs.py

schema: $(VENV)/installed
	$(BIN)/cchc-extract schema > docs/record.schema.json

$(VENV)/installed: pyproject.toml hatch_build.py $(SOURCES)
	$(PYTHON) -m venv $(VENV)
	@echo "Installing; compiling takes two minutes or so (CCHC_COMPILE=0 leaves it out)."
	$(BIN)/pip install --quiet .
	touch $@

$(VENV)/installed-dev: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet -e '.[dev]'
	touch $@
