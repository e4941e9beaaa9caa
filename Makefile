# make run  : pasang, jalankan, tampilkan alamat.   make test : pasang alat uji, periksa segalanya.
PYTHON ?= python3.11
BIN := .venv/bin
# make lock UP=--upgrade: semua pustaka naik ke versi terbaru yang diizinkan pyproject.toml.
UP :=
export PYTHONPATH := $(CURDIR)
COMPILE := $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" $(UP)
CODE := app.py pages components data etl deploy tests

.PHONY: run test fix bench lock clean install install-test python
.DEFAULT_GOAL := run

run: install
	@exec $(BIN)/python -m deploy.run

test: install-test
	@$(BIN)/python -m deploy.check

fix: install-test
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/ruff check --fix $(CODE)

bench: install-test
	@set -e; for script in tests/bench/bench_*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

lock: install
	@$(COMPILE) --extra setup pyproject.toml -o requirements.lock
	@$(COMPILE) --extra setup --extra test -c requirements.lock pyproject.toml -o tests/requirements.lock

clean: python
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m deploy.clean; fi
	@rm -rf .venv .mypy_cache .ruff_cache .hypothesis .import_linter_cache build

install: python
	@$(PYTHON) deploy/install.py run

install-test: python
	@$(PYTHON) deploy/install.py test

python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 belum terpasang; sebagai root: apt-get install python3.11"; exit 2; }
