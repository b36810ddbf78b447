# On a fresh Debian 12 with git, make and root, `make demo` and `make test` need nothing else: they install what is
# missing, without sudo, and build in build/release.

JOBS ?= $(shell nproc 2>/dev/null || echo 2)
PREFIX ?= /usr/local
BUILD := build/release
NINES := $(BUILD)/bin/nines
PACKAGES := .ci/install-packages
# In continuous integration warnings are errors.
STRICT := $(if $(filter-out false 0,$(CI)),ON,OFF)
CONFIGURE := cmake --preset release -DNINES_WARNINGS_AS_ERRORS=$(STRICT)
SOURCES = $(shell git ls-files '*.cpp' '*.h')

FUZZ_SECONDS ?= 60

.PHONY: help demo build test notebooks browser fuzz sanitize bench format lint coverage docs figures install clean

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 12 | sed 's/^/  make /'

demo: build ## Build, run the flagship scenario, print its table
	@mkdir -p out
	$(NINES) run scenarios/ai/llama3-cluster.yaml --output out/llama3-cluster.json --output out/llama3-cluster.csv

build: ## Build the command in release mode
	@$(PACKAGES) build
	$(CONFIGURE) -DNINES_TESTS=OFF
	cmake --build --preset release --target nines --parallel $(JOBS)

test: ## Build and run every test
	@$(PACKAGES) build test python
	$(CONFIGURE) -DNINES_TESTS=ON -DNINES_PYTHON_MODULE=ON
	cmake --build --preset release --parallel $(JOBS)
	ctest --preset release --parallel $(JOBS)

notebooks: ## Build the Python module and execute the notebooks into out/notebooks
	@$(PACKAGES) build python
	$(CONFIGURE) -DNINES_PYTHON_MODULE=ON
	cmake --build --preset release --target nines_python_package --parallel $(JOBS)
	mkdir -p out/notebooks
	PYTHONPATH=$(CURDIR)/$(BUILD)/python /usr/bin/python3 -m nbconvert --to html --execute \
	  --output-dir out/notebooks notebooks/*.ipynb

browser: build ## Open the command's pages in a headless browser, where they must work
	@$(PACKAGES) browser
	python3 -B tests/cli/report_test.py $(NINES)

fuzz: ## Feed the readers of scenarios and drills with arbitrary input, each for FUZZ_SECONDS (60)
	@$(PACKAGES) build test fuzz
	cmake --preset fuzz
	cmake --build --preset fuzz --parallel $(JOBS)
	for what in reader drill; do \
	  mkdir -p build/fuzz/corpus/$$what && build/fuzz/bin/$${what}_fuzz -max_total_time=$(FUZZ_SECONDS) -max_len=4096 \
	    -timeout=5 -dict=tests/fuzz/$$what.dict build/fuzz/corpus/$$what tests/fuzz/corpus/$$what || exit 1; \
	done

sanitize: ## Every test under the address, undefined-behaviour and thread sanitizers
	@$(PACKAGES) build test
	for preset in asan-ubsan tsan; do \
	  cmake --preset $$preset && cmake --build --preset $$preset --parallel $(JOBS) \
	    && ctest --preset $$preset --parallel $(JOBS) || exit 1; \
	done

bench: ## Measure speed, as ratios to hand-written loops
	@$(PACKAGES) build
	$(CONFIGURE) -DNINES_BENCH=ON
	cmake --build --preset release --parallel $(JOBS)
	cmake --build --preset release --target run_benchmarks

format: ## Format every C++ file in place
	@$(PACKAGES) format
	@clang-format-19 -i $(SOURCES)

lint: ## clang-tidy over every source file
	@$(PACKAGES) build test lint
	$(CONFIGURE) -DNINES_TESTS=ON
	run-clang-tidy-19 -quiet -p $(BUILD) -j $(JOBS) '^$(CURDIR)/(sim|models|scenarios|analysis|cli)/.*\.cpp$$'

coverage: ## Line coverage by the tests, as a summary per file
	@$(PACKAGES) build test cover
	cmake --preset coverage
	cmake --build --preset coverage --parallel $(JOBS)
	ctest --preset coverage --parallel $(JOBS)
	gcovr --root . --exclude tests/ --exclude bench/ build/coverage

docs: build ## Write the generated pages anew, and build all pages into a site
	@$(PACKAGES) docs
	$(NINES) schema --output docs/reference/scenario.schema.json
	$(NINES) schema --markdown --output docs/reference/language.md
	$(NINES) schema --markdown --drill --output docs/reference/drill.md
	$(NINES) help --markdown --output docs/reference/command.md
	$(NINES) formula --markdown --output docs/reference/formulas.md
	$(NINES) audit --format markdown --output docs/guide/audit.md
	python3 -B docs/fill_examples.py $(NINES)
	python3 -B docs/site/build.py
	python3 -B tests/docs/site_test.py

figures: build ## Draw the figures of docs/mechanisms anew from runs of the command
	@$(PACKAGES) figures
	python3 -B docs/figures/make_figures.py $(NINES)

install: build ## Install the command, the libraries and the scenarios below PREFIX (/usr/local)
	cmake --build --preset release --parallel $(JOBS)
	cmake --install $(BUILD) --prefix $(DESTDIR)$(PREFIX)

clean: ## Remove everything that was built or written
	rm -rf build out
