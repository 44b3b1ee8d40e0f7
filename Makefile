# `make demo` and `make test` set up their own .venv; nothing else is needed but Python 3.11 or later and make.
PYTHON ?= $(firstword $(shell command -v python3.11 python3 2>/dev/null) python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
STAMP_RUN := .venv/.set-up-run
STAMP_DEV := .venv/.set-up-dev
STAMP_PEERS := .venv-peers/.set-up
OUT ?= demo.html
SECONDS ?= 300
JOBS ?= logical

TRAINING := .venv-training/bin/python

.PHONY: tagger demo test setup peers lint format bench report docs pictures fuzz schema lock clean

demo: $(STAMP_RUN)  ## read the demo story and show its record
	@$(BIN)/tellings demo

test: lint  ## lint, types and tests; as many at once as there are processors, or make test JOBS=1
	@$(BIN)/pytest --numprocesses $(JOBS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder

setup: $(STAMP_DEV)  ## install what the tests need

lint: $(STAMP_DEV)  ## ruff and mypy
	@$(BIN)/ruff check --quiet src bench tests training
	@$(BIN)/ruff format --check --quiet src bench tests training
	@$(BIN)/mypy --no-error-summary

format: $(STAMP_DEV)  ## put the code into its form
	@$(BIN)/ruff check --quiet --fix src bench tests training
	@$(BIN)/ruff format --quiet src bench tests training

peers: $(STAMP_PEERS)  ## tools that read our exports and want an environment of their own (g++, pkg-config, libicu-dev)

bench: $(STAMP_DEV)  ## accuracy and speed; writes the tables of docs/benchmarks.md
	@$(BIN)/python bench/accuracy.py --write
	@$(BIN)/python bench/speed.py --write

fuzz: $(STAMP_DEV)  ## every reader against damaged input: make fuzz SECONDS=600 (guided where atheris is installed)
	@TELLINGS_FUZZ=500 $(BIN)/pytest tests/read/test_fuzz.py
	@$(BIN)/python bench/fuzz.py $(SECONDS) fuzz-found

report: $(STAMP_RUN)  ## the demo story as one HTML file: make report OUT=demo.html
	@$(BIN)/tellings demo --out $(OUT) >/dev/null && echo $(OUT)

docs: $(STAMP_DEV)  ## the documentation as a site, in build/docs
	@$(BIN)/mkdocs build --quiet && echo build/docs/index.html

pictures: $(STAMP_DEV)  ## the documentation's pictures, taken of the demo as it is now
	@TELLINGS_PICTURES=keep $(BIN)/pytest tests/docs/test_pictures.py

schema: $(STAMP_DEV)  ## the script that makes a new ledger, from the steps in src/tellings/ledger/migrations
	@TELLINGS_SCHEMA=keep $(BIN)/pytest tests/ledger/test_new.py

lock:  ## pin what pyproject.toml asks for (needs uv on the path or in .venv)
	@PATH="$(BIN):$$PATH" sh -c 'set -e; \
	  lock="uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml"; \
	  $$lock --all-extras --group dev -o requirements/dev.txt; \
	  $$lock -c requirements/dev.txt -o requirements/run.txt; \
	  $$lock --group training -c requirements/dev.txt -o requirements/training.txt; \
	  uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --group build -c requirements/dev.txt -o requirements/build.txt; \
	  uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --group peers -o requirements/peers.txt'

tagger:  ## make the shipped tagger anew from ../shared/gold (an hour; see training/README.md)
	@$(PYTHON) -m venv .venv-training
	@$(TRAINING) -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r requirements/training.txt
	@PYTHONPATH=src:training $(TRAINING) training/make.py ../shared/gold/attribution/train src/tellings/data/tagger/tagger.onnx

clean:  ## what the other targets made
	rm -rf .venv .venv-peers .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist demo.html

$(STAMP_PEERS): requirements/peers.txt
	@echo "Installing the peers of our exports (once)"
	@$(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r $<
	@touch $@

.venv/bin/python:
	@echo "Setting up .venv (once)"
	@$(PYTHON) -m venv .venv

$(STAMP_RUN): requirements/run.txt requirements/build.txt pyproject.toml | .venv/bin/python
	@echo "Installing what Tellings needs (once)"
	@$(PIP) --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMP_DEV): requirements/dev.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the tests need (once)"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@
