# Everything a person does with this repository. `make` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift

# On Linux everything goes into the binary, so that it runs where no Swift is installed and starts
# sooner: no library is looked for and nothing is relocated. The linker warns of functions that
# would load libraries later (users' names, plug-ins); the program calls none of them. Where the
# system has no `libsqlite3.a`, only the Swift runtime goes in, and without position independence,
# which would cost 87,000 relocations at each start.
SQLITE := $(shell for c in clang cc gcc; do $$c -print-file-name=libsqlite3.a 2>/dev/null && break; done)
STATIC := $(if $(findstring /,$(SQLITE)),-Xswiftc -static-executable,-Xswiftc -Xclang-linker -Xswiftc -no-pie)
STATIC := $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib $(STATIC))
# Generic types are made from their parts instead of from names that the runtime decodes, which looks
# through all conformances of the program for each: a quarter of all that a small evaluation does.
METADATA := -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors
BUILD := $(SWIFT) build -c release --product tranche $(STATIC) $(METADATA)
PROGRAM := .build/release/tranche
# What `tranche watch --webhook` starts: a package of its own. It looks up names of hosts, which a program
# with everything in it can't do where another libc is installed.
DELIVERY := $(SWIFT) build --package-path Sources/Delivery --scratch-path .build/delivery --product tranche-deliver
DELIVER := .build/delivery/release/tranche-deliver
FORMATTED := Sources Tests Package.swift

.PHONY: help
help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: prepare
prepare:
	@.ci/prepare

.PHONY: build
build: program ## build the release programs: tranche, and what sends webhooks
	@$(DELIVERY) -c release $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib) 1>&2

.PHONY: program
program: prepare
	@$(BUILD) 1>&2

# Status 2 means that a person must look at the proposal: the demo has done its work.
.PHONY: demo
demo: program ## evaluate the sample portfolio under the sample rules
	@PATH="$(CURDIR)/.build/release:$$PATH"; \
	tranche evaluate sample-portfolios/technology.sqlite \
	  --rules rules/rust-for-linux.tranche \
	  --news sample-portfolios/news/rust-for-linux-page.txt \
	  --received 2025-12-13 --source "example wire" --as-of 2025-12-15 \
	  || test $$? -eq 2

.PHONY: test
test: prepare python ## run all tests but those that send webhooks
	@.ci/test

.PHONY: test-webhook
test-webhook: prepare ## build what sends webhooks, and run their tests
	@.ci/test-webhook

# Other programs' libraries, for tests that compare with them.
.PHONY: python
python:
	@.ci/python

.PHONY: record
record: prepare ## write snapshots and transcripts anew; read the difference before you commit it
	@RECORD_SNAPSHOTS=1 .ci/test || true
	@git status --short -- Tests

.PHONY: pages
pages: prepare ## write docs/checks anew from the checks themselves
	@RECORD_SNAPSHOTS=1 .ci/test --filter CheckPageFileTests || true
	@git status --short -- docs/checks

.PHONY: install
install: build ## install the programs and completions below PREFIX (/usr/local)
	install -d "$(DESTDIR)$(PREFIX)/bin" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	install -m 755 "$(PROGRAM)" "$(DESTDIR)$(PREFIX)/bin/tranche"
	install -m 755 "$(DELIVER)" "$(DESTDIR)$(PREFIX)/bin/tranche-deliver"
	strip "$(DESTDIR)$(PREFIX)/bin/tranche" "$(DESTDIR)$(PREFIX)/bin/tranche-deliver"
	"$(PROGRAM)" --generate-completion-script bash \
	  > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/tranche"
	"$(PROGRAM)" --generate-completion-script zsh \
	  > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_tranche"
	"$(PROGRAM)" --generate-completion-script fish \
	  > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/tranche.fish"

.PHONY: uninstall
uninstall: ## remove what install put below PREFIX
	rm -f "$(DESTDIR)$(PREFIX)/bin/tranche" "$(DESTDIR)$(PREFIX)/bin/tranche-deliver" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/tranche" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_tranche" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/tranche.fish"

.PHONY: format
format: ## lay out all Swift files
	$(SWIFT) format --in-place --recursive --parallel $(FORMATTED)

.PHONY: lint
lint: ## check the layout of all Swift files
	$(SWIFT) format lint --strict --recursive --parallel $(FORMATTED)

.PHONY: samples
samples: program ## make the sample portfolio files anew from their text
	@for folder in sample-portfolios/*/; do \
	  test -f "$$folder/accounts.csv" || continue; \
	  file="$${folder%/}.sqlite"; \
	  rm -f "$$file"; \
	  "$(PROGRAM)" portfolio import "$$file" "$$folder"; \
	done

.PHONY: schema-check
schema-check: program ## check JSON output against docs/schema with Python's jsonschema
	@python3 -c 'import jsonschema' 2>/dev/null || python3 -m pip install --quiet jsonschema
	@python3 .ci/schema-check.py "$(PROGRAM)"

.PHONY: junit-check
junit-check: program ## read the JUnit XML of hostile tests with Python's junitparser
	@python3 -c 'import junitparser' 2>/dev/null || python3 -m pip install --quiet junitparser
	@python3 .ci/junit-check.py "$(PROGRAM)"

.PHONY: coverage
coverage: ## count the good and bad cases of each part of the rules language
	@.ci/language-coverage

.PHONY: citations
citations: prepare ## list which tests cite each sentence of the language's page
	@PRINT_CITATIONS=1 .ci/test --filter CitationTests/everySentenceIsCited

.PHONY: fuzz
fuzz: prepare ## fuzz TARGET (lexer, parser, formatter or checker) for SECONDS (60)
	@Tests/Fuzzing/fuzz "$(or $(TARGET),parser)" "$(or $(SECONDS),60)"

.PHONY: properties
properties: prepare ## try the properties of rules texts with CASES (100,000) rulebooks
	@TRANCHE_CASES=$(or $(CASES),100000) TRANCHE_SEED=$(or $(SEED),0) \
	  .ci/test --filter '(GeneratedText|GeneratedMeaning|GeneratedOrder|GeneratedSound)Tests'

.PHONY: soak
soak: prepare ## try both evaluators and every property on CASES (100,000) scenarios from SEED (1) on
	@Tests/soak "$(or $(CASES),100000)" "$(or $(SEED),1)"

.PHONY: kills
kills: prepare ## kill the program KILLS (500) times while it writes a portfolio file
	@TRANCHE_KILLS=$(or $(KILLS),500) .ci/test --filter KilledWriterTests

.PHONY: mutants
mutants: prepare ## plant each fault of Tests/Mutants, and see the test that it names fail
	@Tests/Mutants/run

.PHONY: bench
bench: bench-data bench-rules ## measure all that performance has a goal for, at each SCALE ("1")
	@python3 Tests/Benchmarks/evaluation/bench.py "$(PROGRAM)" .build/bench $(or $(SCALE),1)
	@python3 Tests/Benchmarks/evaluation/counts.py "$(PROGRAM)" .build/bench $(or $(SCALE),1)
	@python3 Tests/Benchmarks/cold-start.py "$(PROGRAM)"
	@python3 Tests/Benchmarks/news.py "$(PROGRAM)" .build/bench

.PHONY: bench-data
bench-data: program ## write the books of the benchmark for each SCALE ("1") to .build/bench
	@python3 Tests/Benchmarks/evaluation/data.py "$(PROGRAM)" .build/bench $(or $(SCALE),1)

.PHONY: bench-rules
bench-rules: prepare ## measure how fast rulebooks are read and checked
	@$(SWIFT) build -c release --package-path Tests/Benchmarks --scratch-path .build/benchmarks $(STATIC) 1>&2
	@.build/benchmarks/release/rulebook-speed

.PHONY: bench-start
bench-start: program ## measure a cold start against the sqlite3 shell
	@python3 Tests/Benchmarks/cold-start.py "$(PROGRAM)"

.PHONY: bench-news
bench-news: ## measure the import of news, and how soon a watch tells
	@$(MAKE) --no-print-directory bench-data SCALE=1
	@python3 Tests/Benchmarks/news.py "$(PROGRAM)" .build/bench

.PHONY: instructions
instructions: program ## compare instruction counts of small workloads with the committed figures
	@.ci/valgrind
	@python3 Tests/Benchmarks/instructions.py "$(PROGRAM)"

.PHONY: instructions-update
instructions-update: program
	@.ci/valgrind
	@python3 Tests/Benchmarks/instructions.py "$(PROGRAM)" --update

.PHONY: clean
clean: ## remove what was built
	rm -rf .build .build-fuzz*
