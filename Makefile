# make run: the app on the bundled study. make test: everything that must hold.
# On Windows the README gives the same in plain pip.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint lock messages exports picture clean

run: .venv/.runtime
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/coder; else $(BIN)/coder run; fi

# Many tests start the program, which would compile all of itself each time where Python may not keep what it compiles.
test: .venv/.development lint
	$(BIN)/python -m compileall -q coder
	$(BIN)/pytest -n 2

lint: .venv/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.venv/bin/python:
	@echo "Making .venv (first time only)"
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .venv

.venv/.runtime: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what coder needs, pinned in requirements.lock (a few minutes, once)"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -r requirements.lock
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --editable .
	@echo "Fetching the trained Swedish pipeline; without a network the built-in one is used"
	@$(BIN)/coder pipeline install --timeout 20 || true
	@touch $@

.venv/.development: .venv/.runtime requirements-dev.lock
	@echo "Installing what the tests need, pinned in requirements-dev.lock"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -r requirements-dev.lock
	@touch $@

# The steps below are for maintainers.

lock: .venv/.development
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --upgrade --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --upgrade --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

# say and say_in: translators of an export's language go by these names.
messages: .venv/.development
	template=$$(mktemp) && \
	$(BIN)/pybabel -q extract --no-location --sort-output --omit-header -k N_ -k say -k say_in -o $$template coder && \
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -D coder -i $$template -d coder/locale && \
	rm $$template
	$(BIN)/pybabel compile --statistics -D coder -d coder/locale

exports: .venv/.runtime
	folder=$$(mktemp -d) && $(BIN)/coder --project $$folder/coder.db run --to exports && rm -r $$folder

picture: .venv/.development
	$(BIN)/python docs/make_picture.py

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
