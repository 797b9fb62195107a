# Three commands: `make site` builds the website and the offline bundle, `make test` runs every check, `make quick` those
# that take a minute and a half. Each sets up what it needs in .venv first. All paths are relative, so the folder may have any name.

PYTHON ?= $(firstword $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name; done))
VENV := .venv
RUN := $(VENV)/bin/python
CHECKERS := tests/web/node_modules/.package-lock.json
ZENSICAL := $(VENV)/zensical/done
VNU := java -jar tests/web/node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html
PIP := $(RUN) -m pip --disable-pip-version-check --quiet install

.PHONY: site words test quick pytest torture redteam lint lint-html check serve bench lock clean dist api

site: $(VENV)/site.done
	$(RUN) build.py

test: lint pytest

# Where there is no npm, the tests that need its packages are reported as not run.
pytest: $(VENV)/test.done $(ZENSICAL) $(if $(shell command -v npm 2>/dev/null),$(CHECKERS))
	$(RUN) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# The tests that need no browser, no Java and no whole site: for each change. `make test` runs all of them.
quick: $(VENV)/test.done
	$(RUN) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder -m "not browser and not slow" --hypothesis-profile quick

# Kills builds, fills disks, changes inputs and environments, and tries hostile texts: twenty minutes or more.
# As root it also uses small disks of its own; with faketime it changes the clock. tests/site_wide/*/torture.py
# do one part each and take options.
torture: $(VENV)/test.done
	$(RUN) tests/site_wide/torture.py

# Bent quotations, wrong figures and false origins that must be caught, and honest work that must not: tests/redteam/.
redteam: $(VENV)/test.done
	PYTHONPATH=tests $(RUN) -m redteam $(ARGUMENTS)

lint: $(VENV)/test.done
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

# Every page of the site and of the offline bundle, read by the Nu HTML checker; `make test` does so too.
lint-html: $(VENV)/site.done $(CHECKERS)
	rm -rf dist/lint
	$(RUN) build.py --dist dist/lint
	for zip in dist/lint/*.zip; do $(RUN) -m zipfile --extract $$zip dist/lint/unpacked; done
	$(VNU) site dist/lint/unpacked && rm -r dist/lint

check: $(VENV)/site.done
	$(RUN) -m bindery check

serve: $(VENV)/site.done
	$(RUN) -m bindery serve

# Takes two hours on an idle machine and writes docs/explanation/speed.md. The other tools come from the package index.
bench: $(VENV)/site.done
	$(RUN) benchmarks/bench.py

$(VENV)/%.done: requirements/%.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; name it with: make PYTHON=/path/to/python"; exit 1; }
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --requirement $<
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(CHECKERS): tests/web/package-lock.json
	npm ci --prefix tests/web --ignore-scripts --no-audit --no-fund
	@touch $@

# Zensical builds the pages of `bindery pages` in a test. Its versions of our packages may be others, so it has its own place.
$(ZENSICAL): tests/web/zensical.txt $(VENV)/test.done
	$(RUN) -m venv $(VENV)/zensical
	$(VENV)/zensical/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --requirement $<
	@touch $@

# A wheel and an sdist in dist/. Without -P, `-m build` would run the build.py of this folder.
dist: $(VENV)/site.done
	$(RUN) -P -m build --no-isolation --outdir dist

# Pages about the code, made from its docstrings, in site-api/.
words: # every message of the interface into the catalogues in bindery/locale/
	$(RUN) tools/words.py

api: $(VENV)/api.done
	$(RUN) -m mkdocs build --quiet --strict --config-file api/mkdocs.yml

# The locks hold hashes and no address; uv writes them for every platform and every Python from 3.11 on.
lock:
	for name in site test api; do \
		extra=$$(test $$name = site && echo --extra pdf --extra docx || echo --extra $$name); \
		uv pip compile pyproject.toml requirements/build.in $$extra --universal --python-version 3.11 \
			--generate-hashes --no-emit-index-url --no-header --no-annotate --output-file requirements/$$name.txt; \
	done
	uv pip compile tests/web/zensical.in --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate --output-file tests/web/zensical.txt
	npm install --prefix tests/web --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts

clean:
	rm -rf $(VENV) .bench site site-api dist tests/web/node_modules
