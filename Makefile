# Hotseat. `make run` and `make test` are all a newcomer needs.
.DEFAULT_GOAL := help
PYTHON ?= python3
UV := .tools/bin/uv

.PHONY: help setup run test check format migration bench pins clean docs

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: .venv/.ready$(EXTRA:%=-%) ## Install into .venv, with .venv/bin/hotseat; EXTRA=semantic adds that engine

run: .venv/.ready ## Start Hotseat: the room in your browser, or the platforms you configured
	@.venv/bin/hotseat run

test: .venv/.ready-dev ## Run the checks and every test
	@$(MAKE) --no-print-directory check
	@.venv/bin/python -m pytest

check: .venv/.ready-dev ## Format, lint, strict types, import contracts
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy --no-error-summary
	@.venv/bin/lint-imports --no-cache > .venv/lint-imports.log || { cat .venv/lint-imports.log; exit 1; }

format: .venv/.ready-dev ## Format the code and mend what the linter can
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

migration: .venv/.ready-dev ## Draft NUMBER=0002 NAME=what_it_does from how storage/tables.py changed
	@path=$$(.venv/bin/python -m storage.migrations.draft $(NUMBER) $(NAME)) && \
	.venv/bin/ruff check --fix --quiet "$$path" && .venv/bin/ruff format --quiet "$$path" && echo "$$path"

bench: .venv/.ready-dev ## Measure, beside a baseline in the same run; ONLY="storage" for some
	@.venv/bin/python -m tests.bench $(ONLY)

docs: .venv/.ready-dev ## Write docs/commands.md anew from the command table
	@.venv/bin/python -c "from bot.practice.manual import manual; print(manual(), end='')" > docs/commands.md

pins: $(UV) ## Renew the pinned requirements (needs a network)
	$(UV) pip compile pyproject.toml $(PINS) -o requirements.txt
	$(UV) pip compile pyproject.toml --extra semantic $(PINS) -o requirements-semantic.txt
	$(UV) pip compile pyproject.toml --extra semantic --group dev $(PINS) -o requirements-dev.txt
PINS = --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade

clean: ## Remove what was installed and cached; never your data
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit("Hotseat needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m pip --version > /dev/null 2>&1 || $(PYTHON) -m ensurepip > /dev/null
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target .tools uv

# What was set up with the extra keeps it when pins change.
ALREADY = $(patsubst .venv/.ready%,requirements%.txt,$(wildcard .venv/.ready-semantic))

.venv/.ready: requirements.txt pyproject.toml | $(UV)
	@test -x .venv/bin/python || $(UV) venv --quiet --python $(PYTHON) .venv
	@VIRTUAL_ENV=.venv $(UV) pip sync --quiet --require-hashes --compile-bytecode $(or $(ALREADY),requirements.txt)
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.ready-semantic: .venv/.ready requirements-semantic.txt
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --require-hashes --compile-bytecode -r requirements-semantic.txt
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.txt
	@VIRTUAL_ENV=.venv $(UV) pip sync --quiet --require-hashes --compile-bytecode requirements-dev.txt
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
