# run: start it · test: everything · check: what every commit holds (under 60 s) · format · bench
HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
RUNS := .venv/runs
PO := $(wildcard src/lienthehe/locale/*/LC_MESSAGES/django.po)
FAST_TESTS := tests/foundation tests/config tests/architecture

run: export LIENTHEHE_DATA ?= $(CURDIR)/var/data
check: export LIENTHEHE_DATA = $(CURDIR)/var/check/data
check: export LIENTHEHE_KEYS = $(CURDIR)/var/check/keys

.PHONY: run test check format bench

run: $(RUNS) $(PO:.po=.mo)
	@$(BIN)/lienthehe serve --demo --host $(HOST) --port $(PORT)

test: $(READY) $(PO:.po=.mo)
	@$(BIN)/python scripts/run_tests.py

check: $(READY) $(PO:.po=.mo)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	@if command -v xgettext; then $(BIN)/python scripts/messages.py check; \
	else echo "Messages not checked: sudo apt install gettext"; test -z "$(REQUIRE_ALL)"; fi
	$(BIN)/deptry .
	$(BIN)/pytest -q -m "not slow and not journey" $(FAST_TESTS)

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY) $(PO:.po=.mo)
	$(BIN)/python -m benchmarks

$(READY): requirements/dev.txt pyproject.toml
	@scripts/make_environment.sh $(PYTHON) dev
	@touch $@ $(RUNS)

$(RUNS): requirements/run.txt pyproject.toml
	@scripts/make_environment.sh $(PYTHON) run
	@touch $@

%.mo: %.po
	$(BIN)/python scripts/messages.py compile
