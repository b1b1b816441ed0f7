# Whatever a contributor does, in one word. `make` alone lists the targets; GNU make 3.81 or newer.
# PYTHON=python3.13 makes the environment with that Python, ARGS="-k capped" reaches pytest.

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

demo: .venv/.installed ## dry-run the shipped journeys over made-up contacts; pictures and tables go to demo/
	.venv/bin/journeydsl demo --out demo

test: .venv/.installed ## run the tests
	.venv/bin/python -m pytest $(ARGS)

fuzz: .venv/.installed ## run random programs on both engines: PROGRAMS=20000 of them, from number FIRST=100000 on
	PROGRAMS=$(or $(PROGRAMS),20000) FIRST=$(or $(FIRST),100000) .venv/bin/python -m pytest tests/machine/test_programs.py $(ARGS)

lint: .venv/.installed ## style, types and the direction of imports
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

check: lint test ## lint and test: what must pass before a commit

format: .venv/.installed ## rewrite the code in the house style
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

reference: .venv/.installed ## make the parts of docs/reference anew that come from the grammar, the mistakes and the laws
	.venv/bin/python -m pytest tests/reference --accept

bench: .venv/.installed ## measure all figures, for which 10 GB of disk are needed; PARTS="machine whole" measures some
	.venv/bin/python -m benchmarks $(PARTS)

wheel: .venv/.installed ## build dist/*.whl and dist/*.tar.gz
	rm -rf dist
	.venv/bin/python -m hatchling build -d dist

lock: ## choose versions again for what pyproject.toml asks (LOCK=--upgrade: the newest); needs uv
	@command -v uv >/dev/null || { echo 'make lock needs uv: https://docs.astral.sh/uv/' >&2; exit 1; }
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --all-extras --group dev $(LOCK) \
	  --custom-compile-command 'make lock' --output-file requirements.lock pyproject.toml

clean: ## remove what make made, the environment included
	rm -rf .venv dist build demo .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# The environment: exactly the locked packages, by uv where there is one and by venv and pip where not.
.venv/.locked: requirements.lock
	@rm -rf .venv
	@if command -v uv >/dev/null; then \
	  echo 'making .venv with uv' && \
	  uv venv --quiet --no-python-downloads $(if $(PYTHON),--python $(PYTHON)) .venv && \
	  uv pip install --quiet --python .venv --require-hashes -r requirements.lock; \
	else \
	  python=; \
	  for candidate in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python); do \
	    "$$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	      python=$$candidate && break; \
	  done; \
	  if test -z "$$python"; then \
	    echo 'journeydsl needs Python 3.11 or newer with its venv module (Debian: apt install python3-venv), or uv' >&2; \
	    exit 1; \
	  fi; \
	  echo "making .venv with $$python" && \
	  "$$python" -m venv .venv && \
	  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; \
	fi
	@touch $@

# The project itself, editable; again whenever its metadata may have changed.
.venv/.installed: .venv/.locked pyproject.toml
	@if command -v uv >/dev/null; then \
	  uv pip install --quiet --python .venv --no-deps --no-build-isolation --editable .; \
	else \
	  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .; \
	fi
	@touch $@

.PHONY: help demo test fuzz lint check format reference bench wheel lock clean
