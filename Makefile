# Two commands: `make site` builds the website and the offline bundle, `make test` runs every check.
# Each sets up what it needs in .venv first. All paths are relative, so that the folder may have any name.

PYTHON ?= $(firstword $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name; done))
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check --quiet install

.PHONY: site test lint check serve lock clean

site: $(VENV)/site.done
	$(RUN) build.py

test: lint
	$(RUN) -m pytest

lint: $(VENV)/test.done
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

check: $(VENV)/site.done
	$(RUN) -m bindery check

serve: $(VENV)/site.done
	$(RUN) -m mkdocs serve

$(VENV)/%.done: requirements/%.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; name it with: make PYTHON=/path/to/python"; exit 1; }
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --requirement $<
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# The locks hold hashes and no address; uv writes them for every platform and every Python from 3.11 on.
lock:
	for name in site test; do \
		extra=$$(test $$name = test && echo --extra test); \
		uv pip compile pyproject.toml requirements/build.in $$extra --universal --python-version 3.11 \
			--generate-hashes --no-emit-index-url --no-header --no-annotate --output-file requirements/$$name.txt; \
	done

clean:
	rm -rf $(VENV) site dist
