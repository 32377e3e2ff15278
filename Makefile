# make setup     set up what is missing; the command strandline is in .venv/bin then
# make run       the same, and open the window on the sample study
# make test      set up what is missing and run every test, headless
# make coverage  whether every branch of the files listed in pyproject.toml is run by their tests
# make laws      what hypothesis looks for, ten times as long
# make torture   kill the program again and again (KILLS=300, SEED=...) and look whether anything was lost
# make soak      a day of work in ten minutes: memory, threads, handles and widgets, and how long a key waits
# make ci        what has to hold before a change lands
#
# PYTHON=...   the Python to use (3.11 to 3.14); ARGS=... passed on to run, test and bench

VENV := .venv
HEADLESS := .venv-headless
PACKAGE := .venv-package
MANUAL := .venv-manual
BIN := $(VENV)/bin
PIP_INSTALL = -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
COMPILE_ALONE = uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-annotate --python-version 3.11 --custom-compile-command "make lock"
COMPILE = $(COMPILE_ALONE) pyproject.toml
NO_QT = $(foreach name,pyside6-essentials shiboken6 pytest-qt pyqtgraph,--no-emit-package $(name))

export PYTHON

.PHONY: setup run test coverage lint format types imports headless laws bench torture soak sample screenshots messages lock package manual \
	ci clean

setup: $(BIN)/strandline

run: setup
	$(BIN)/python main.py --sample $(ARGS)

test: $(VENV)/test.stamp
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

# Which files, and by which tests: [tool.coverage] in pyproject.toml.
coverage: $(VENV)/test.stamp
	$(BIN)/coverage run
	$(BIN)/coverage report

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/test.stamp
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

types: $(VENV)/test.stamp
	$(BIN)/pyright

imports: $(VENV)/test.stamp
	$(BIN)/lint-imports

# The two lower storeys, where no Qt is installed: all of them is loaded, and what other libraries do for them is
# tried. One process: .ci/run looks at types meanwhile.
WITHOUT_QT := tests/storage/test_every_module.py $(wildcard tests/storage/test_readers*.py tests/storage/test_writers*.py) \
	tests/storage/test_pdf.py tests/storage/test_sample_study.py tests/storage/test_study_file.py
headless: $(HEADLESS)/test.stamp
	HYPOTHESIS_PROFILE=brief $(HEADLESS)/bin/python -m pytest --numprocesses 0 $(WITHOUT_QT)

# The tests that hypothesis draws examples for, at full length: make test tries a tenth of them.
laws: $(VENV)/test.stamp
	HYPOTHESIS_PROFILE=full $(BIN)/python -m pytest --numprocesses auto --dist worksteal -m hypothesis $(ARGS)

# In processor time: what else runs on this machine does not count.
bench: $(VENV)/test.stamp
	$(BIN)/python -m pytest tests/benchmarks --benchmark-timer=time.process_time \
		--benchmark-columns=min,median,max,rounds $(ARGS)

# Kill the program KILLS times, with a SEED or any: nothing may be lost. ARGS="--only window" for one scene,
# "--workers 4" for so many at a time.
KILLS := 300
torture: $(VENV)/test.stamp
	@$(BIN)/python -m tests.torture --kills $(KILLS) $(if $(SEED),--seed $(SEED)) $(ARGS)

# A day of work in the window in ten minutes: nothing may go on growing, nobody may wait.
soak: $(VENV)/test.stamp
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.torture.soak $(ARGS)

# The sample study from its sources.
sample: $(VENV)/test.stamp
	$(BIN)/python -m tests.tools.build_sample_study

screenshots: $(VENV)/test.stamp
	$(BIN)/python -m tests.tools.take_screenshots

# What there is to translate; docs/house.md says how a language is added.
messages: $(VENV)/test.stamp
	$(BIN)/pybabel --quiet extract --no-default-keywords --keyword=_ --keyword=N_ --keyword=plural:1,2 \
		--keyword=plural_form:1,2 --keyword=N_plural:1,2 \
		--project=Strandline --version= --copyright-holder="the Strandline maintainers" --add-location=file --sort-by-file \
		--output-file=resources/translations/strandline.pot app coding storage main.py

# Pin what pyproject.toml allows; ARGS=--upgrade takes the newest. Needs uv.
lock:
	$(COMPILE) --group dev --output-file requirements/test.txt $(ARGS)
	$(COMPILE) --group build --constraint requirements/test.txt --output-file requirements/run.txt $(ARGS)
	$(COMPILE) --group dev --constraint requirements/test.txt $(NO_QT) --output-file requirements/headless.txt $(ARGS)
	$(COMPILE) --group package --constraint requirements/run.txt --output-file requirements/package.txt $(ARGS)
	$(COMPILE_ALONE) --group pyproject.toml:manual --output-file requirements/manual.txt $(ARGS)

# In an environment of its own: what is not in it cannot come into a package. Trying it needs root and debootstrap.
package: $(PACKAGE)/package.stamp
	$(PACKAGE)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
		--force-reinstall .
	$(PACKAGE)/bin/python packaging/build.py
ifeq ($(shell uname -s),Linux)
	packaging/try_package.sh
endif

manual: $(MANUAL)/manual.stamp
	$(MANUAL)/bin/mkdocs build --quiet --strict

ci:
	.ci/run

clean:
	rm -rf $(VENV) $(HEADLESS) $(PACKAGE) $(MANUAL) build dist *.egg-info
	rm -rf .pytest_cache .ruff_cache .hypothesis .benchmarks .import_linter_cache .coverage

# The stamps are what make everything quick the second time.
$(VENV)/run.stamp: requirements/run.txt .ci/prepare
	.ci/prepare $(VENV)
	@echo "Installing what Strandline runs on (under a minute)"
	$(BIN)/python $(PIP_INSTALL) -r requirements/run.txt
	@touch $@

# Editable: what is changed here is what the command runs.
$(BIN)/strandline: $(VENV)/run.stamp pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/run.stamp
	@echo "Installing what its tests need"
	$(BIN)/python $(PIP_INSTALL) -r requirements/test.txt
	@touch $@

$(HEADLESS)/test.stamp: requirements/headless.txt .ci/prepare
	.ci/prepare $(HEADLESS)
	@echo "Installing what its tests need without Qt"
	$(HEADLESS)/bin/python $(PIP_INSTALL) -r requirements/headless.txt
	@touch $@

$(PACKAGE)/package.stamp: requirements/package.txt .ci/prepare
	.ci/prepare $(PACKAGE)
	@echo "Installing what packages are built with"
	$(PACKAGE)/bin/python $(PIP_INSTALL) -r requirements/package.txt
	@touch $@

$(MANUAL)/manual.stamp: requirements/manual.txt .ci/prepare
	.ci/prepare $(MANUAL)
	@echo "Installing what the manual is set with"
	$(MANUAL)/bin/python $(PIP_INSTALL) -r requirements/manual.txt
	@touch $@
