# `make demo` shows the product, `make test` checks it; the rest is for those who change it.

PORT = 8000
DATE =
BIN = .venv/bin
READING = ../shared/reading
SEEDS = 20
OPS = 300

.PHONY: demo test policy check nightly bench fleet fuzz protection lock fonts score format clean
.DELETE_ON_ERROR:

demo: .venv/demo
	@$(BIN)/banlanh demo --port $(PORT) $(if $(DATE),--date $(DATE))

test: .venv/dev
	@$(BIN)/python scripts/ci.py

# Every page, method, identity and relation against the table of rights, and 200 slips of the pen in that table.
policy: .venv/dev
	@$(BIN)/python scripts/policy.py

check: .venv/dev
	@$(BIN)/python scripts/ci.py check

# The tests that have a night of their own, in full size, and what each tried. The fleet's two halves begin no further
# history after eight hours; what they came to is told.
nightly: SEEDS = 200
nightly: OPS = 10000
nightly: .venv/dev
	@BANLANH_TEST_FLEET_SEEDS=$(SEEDS) BANLANH_TEST_FLEET_OPS=$(OPS) $(BIN)/python scripts/ci.py nightly

bench: .venv/dev
	@$(BIN)/python -m benchmarks.reading
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.registers
	@$(BIN)/python -m benchmarks.pledges
	@$(BIN)/python -m benchmarks.phones
	@$(BIN)/python -m benchmarks.day
	@$(BIN)/python -m benchmarks.pocket

# Phones without signal on a hostile line, against the running product: SEEDS histories of OPS operations each.
# DB=postgresql: on a PostgreSQL of its own.
fleet: .venv/dev
	@$(if $(DB),$(BIN)/python -m tests.support.$(DB:postgresql=postgres) BANLANH_DATABASE_URL) $(BIN)/python scripts/fleet.py --seeds $(SEEDS) --ops $(OPS)

# 20,000 damaged documents, each of which must be read or refused.
fuzz: .venv/dev
	@$(BIN)/python scripts/fuzz.py

# What docs/protection.md says of the code, anew.
protection: .venv/dev
	@$(BIN)/python scripts/protection.py

format: .venv/dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# How well the reader reads the annotated plans, where they lie beside this project.
score: .venv/dev
	@$(BIN)/python scripts/score.py $(READING)

# The font files, from the unpacked package @fontsource/be-vietnam-pro or @fontsource/tinos: make fonts PACKAGE=FOLDER
fonts: .venv/dev
	@$(BIN)/python scripts/fonts.py $(or $(PACKAGE),$(error make fonts PACKAGE=folder of @fontsource/be-vietnam-pro))

# Both locks anew: every version with its hashes, no address.
COMPILE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --upgrade --group build --extra postgres --extra signing
lock: .venv/dev
	@$(BIN)/python -m pip install --quiet uv
	@$(COMPILE) --output-file requirements.lock
	@$(COMPILE) --group dev --output-file requirements-dev.lock

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# What is installed is as new as its lock. The developers' set holds the other whole.
.venv/demo: requirements.lock pyproject.toml scripts/environment.sh
	@scripts/environment.sh requirements.lock
	@touch $@

.venv/dev: requirements-dev.lock pyproject.toml scripts/environment.sh
	@scripts/environment.sh requirements-dev.lock
	@touch $@ .venv/demo
