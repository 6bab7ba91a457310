# Stillframe's commands; `make` alone lists them.
#
# A part writes its rows to target/PART/summary.json and everything else that it leaves beside them.

TIER ?= quick
SEED ?=
TLA2TOOLS ?=

# What narrows a run to some of its checks, or changes what it does, counts as an argument alone: whatever
# the environment has under such a short name is somebody else's.
SPEC =
T =
RUNS =
PORT =
ID =
SECONDS =
ADD =
CAPTURE =
DISTRIBUTED =
SERVER =
MODULES =
PARTS =

TIERS := quick standard deep
ifneq ($(words $(TIER))-$(words $(filter $(TIERS),$(TIER))),1-1)
$(error no tier is called '$(TIER)': quick, standard or deep)
endif

# Where /tmp is full, all that is started has its temporary files in the build.
ifneq ($(shell bin/is-tmp-full),)
export TMPDIR := $(CURDIR)/target/tmp
export JDK_JAVA_OPTIONS := -XX:-UsePerfData "-Djava.io.tmpdir=$(TMPDIR)" $(JDK_JAVA_OPTIONS)
$(shell mkdir -p '$(TMPDIR)')
endif

MVN ?= mvn
MAVEN := $(MVN) -B -ntp -Dstyle.color=never
# What is printed and read does not depend on the locale: a JDK 17 would take its charset.
JAVA := '$(if $(JAVA_HOME),$(JAVA_HOME)/bin/)java' -Dfile.encoding=UTF-8

# The tier of a part that is run by itself to see all of it: only bin/verify has no time for that.
ALL_UNLESS_ASKED = $(if $(filter file,$(origin TIER)),standard,$(TIER))

# Directories are among the sources, so that a deleted file counts as a change too.
SOURCES := $(shell find pom.xml */pom.xml */src conformance/vectors 2>/dev/null)
BUILT := target/built

# The class path of a module with its tests, as Maven wrote it when it built the module: one word for
# the shell, for there may be blanks in the path of the checkout.
classpath = "$(1)/target/test-classes:$(1)/target/classes:$$(cat $(1)/target/test-classpath)"

# Runs the tests of model-tests with a tag, for a part: $(call junit,TAG,PART,PROPERTIES).
define junit
@rm -rf target/$(2)
@$(JAVA) $(3) -cp $(call classpath,model-tests) org.junit.platform.console.ConsoleLauncher \
  execute --disable-banner --disable-ansi-colors --details=none --fail-if-no-tests \
  --select-package=dev.stillframe.modeltests --include-tag=$(1) --reports-dir=target/$(2)
endef

# For parts whose checks need nothing of each other.
PARALLEL := -Djunit.jupiter.execution.parallel.enabled=true

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help build verify test check explore simulate traces replay stress model-tests crash chaos \
  conformance bench demo litmus litmus-tests vectors format clean tools merge-classpath

help: ## print this list
	@echo 'usage: make COMMAND [NAME=VALUE...]'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | \
	  while IFS='|' read -r name text; do printf '%-18s %s\n' "$$name" "$$text"; done
	@echo 'make itself exits with 2 whatever fails. The precise code (0 as expected, 1 a check fell'
	@echo 'short, 2 not set up, 3 inconclusive) is the exit code of bin/verify, which make verify'
	@echo 'runs, and is in target/verify/exit-code.'

build: $(BUILT) ## compile and package everything, without tests

verify: tools ## run all parts and judge them together [TIER=quick|standard|deep]
	@bin/verify TIER='$(TIER)' PARTS='$(PARTS)' SPEC='$(SPEC)' T='$(T)' RUNS='$(RUNS)' SECONDS='$(SECONDS)' \
	  ID='$(ID)' PORT='$(PORT)' SEED='$(SEED)' TLA2TOOLS='$(TLA2TOOLS)' MVN='$(MVN)'

test: tools ## run the project's own tests [MODULES=impl,cli]
	@bin/test $(if $(MODULES),-pl '$(MODULES)')

check: $(BUILT) ## run TLC over the manifest [TIER=] [SPEC=id or module] [TLA2TOOLS=jar] [DISTRIBUTED=1]
	$(call junit,check,check,$(PARALLEL) -Dtier='$(TIER)' -Dspec='$(SPEC)' -Dtla2tools='$(TLA2TOOLS)' -Ddistributed='$(DISTRIBUTED)')

.PHONY: worker
worker: $(BUILT) ## work for a make check DISTRIBUTED=1 elsewhere, until interrupted [SERVER=host]
	@$(JAVA) $(if $(TLA2TOOLS),-Dtla2tools='$(TLA2TOOLS)') -cp $(call classpath,model-tests) dev.stillframe.modeltests.tlc.Worker '$(SERVER)'

stress: $(BUILT) ## stress the shipped classes with jcstress [T=regex] [TIER=]
	@rm -rf target/stress
	@# Without the tests of the module: jcstress would take their list of tests for its own.
	@$(JAVA) -Dtier='$(TIER)' -cp "stress/target/classes:$$(cat stress/target/test-classpath)" \
	  dev.stillframe.stress.Main '$(T)'

litmus: $(BUILT) ## run the litmus tests of the memory model on this hardware [T=regex] [TIER=]
	@rm -rf target/litmus
	@$(JAVA) -Dtier='$(TIER)' -cp "stress/target/classes:$$(cat stress/target/test-classpath)" \
	  dev.stillframe.stress.Main --part litmus '$(T)'

explore: $(BUILT) ## try every kill point and schedule of the shipped classes
	$(call junit,explore,explore,$(PARALLEL))

simulate: $(BUILT) ## run the shipped classes on a simulated weak memory [TIER=] [SEED=n]
	$(call junit,simulate,simulate,$(PARALLEL) -Dtier='$(TIER)' $(if $(SEED),-Dseed='$(SEED)'))

traces: $(BUILT) ## replay recorded runs of the shipped classes in TLC, 200 of each kind [TIER=] [SEED=n]
	$(call junit,traces,traces,-Dtier='$(ALL_UNLESS_ASKED)' $(if $(SEED),-Dseed='$(SEED)') $(if $(TLA2TOOLS),-Dtla2tools='$(TLA2TOOLS)'))

replay: $(BUILT) ## take every step of small instances of the specs with the shipped classes [TIER=]
	$(call junit,replay,replay,-Dtier='$(TIER)' $(if $(SEED),-Dseed='$(SEED)') $(if $(TLA2TOOLS),-Dtla2tools='$(TLA2TOOLS)'))

model-tests: $(BUILT) ## check linearizability with Lincheck
	$(call junit,lincheck,model-tests,@model-tests/jvm.options -Dtier='$(TIER)')

chaos: $(BUILT) ## kill real clients, hosts and managers, each 200 times [RUNS=n] [SEED=n] [ID=how it begins]
	$(call junit,chaos,chaos,-Dtier='$(ALL_UNLESS_ASKED)' -Dcheck='$(ID)' $(if $(RUNS),-Druns='$(RUNS)') $(if $(SEED),-Dseed='$(SEED)'))

crash: $(BUILT) ## let system calls of the host fail, or kill it there [TIER=] [SEED=n]
	$(call junit,crash,crash,-Dtier='$(TIER)' $(if $(SEED),-Dseed='$(SEED)'))

bench: $(BUILT) ## measure beside the peers, and write docs/performance.md [T=part] [TIER=] [ADD=1: to the last run's]
	@$(MAVEN) -q -Pbench -pl bench -am -DskipTests package dependency:build-classpath \
	  -Dmdep.includeScope=runtime -Dmdep.outputFile=target/bench-classpath
	@bin/stillframe --version >/dev/null
	@$(JAVA) --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
	  -cp "bench/target/classes:$$(cat bench/target/bench-classpath)" dev.stillframe.bench.Main \
	  --tier '$(TIER)' $(if $(ADD),--add) $(if $(T),'$(T)')

.PHONY: release
release: $(BUILT) ## build what is published, look into it, and let a project outside use it
	@$(MAVEN) -q -Prelease -DskipTests -pl cli -am package
	$(call junit,release,release)

.PHONY: mutants
mutants: $(BUILT) ## break the library on purpose; each mutant must be killed [TIER=] [ID=how it begins]
	$(call junit,mutants,mutants,$(PARALLEL) -Dtier='$(ALL_UNLESS_ASKED)' -Dmutant='$(ID)')

.PHONY: prove
prove: $(BUILT) ## prove the queue for all sizes with Z3 and Coq [needs z3 and coq]
	$(call junit,prove,prove)

.PHONY: fuzz
fuzz: $(BUILT) ## give hostile bytes to every parser, for five minutes [SECONDS=n]
	$(call junit,fuzz,fuzz,$(if $(SECONDS),-Dseconds='$(SECONDS)'))

demo: $(BUILT) ## kill a program and its host six times and see its work go on [CAPTURE=queue|triple|remap]
	@bin/demo $(call classpath,examples) $(if $(CAPTURE),'$(CAPTURE)')

conformance: $(BUILT) ## judge the ports in the tree, and broken ones [PORT=command] [TIER=] [SEED=n]
	$(call junit,conformance,conformance,-Dtier='$(TIER)' -Dport='$(PORT)' $(if $(SEED),-Dseed='$(SEED)'))

vectors: $(BUILT) ## write the vectors that ports are tried with, from the specs
	@$(JAVA) -cp $(call classpath,model-tests) dev.stillframe.modeltests.vectors.WriteVectors

.PHONY: explorer
explorer: $(BUILT) ## write the page to step through the counterexamples of the last runs, in target/verify
	@$(JAVA) -cp $(call classpath,model-tests) dev.stillframe.modeltests.pictures.WritePictures \
	  target/verify/counterexamples.html
	@echo 'open target/verify/counterexamples.html in a browser'

.PHONY: site
site: $(BUILT) ## put the report of the last make verify, its figures and its counterexamples into target/site
	@test -e target/verify/report.html || { echo 'there is no report yet: run make verify first' >&2; exit 2; }
	@rm -rf target/site && mkdir -p target/site
	@cp target/verify/report.html target/site/index.html
	@cp target/verify/summary.json target/verify/about.json target/verify/junit.xml target/site
	@$(JAVA) -cp $(call classpath,model-tests) dev.stillframe.modeltests.pictures.WritePictures \
	  target/site/counterexamples.html
	@echo 'open target/site/index.html in a browser'

.PHONY: evidence
evidence: $(BUILT) ## write docs/evidence.md and the tables made of the same checks
	@$(JAVA) -cp $(call classpath,model-tests) dev.stillframe.modeltests.claims.ClaimsPage

litmus-tests: $(BUILT) ## write the tests of TLC and jcstress from litmus.json
	@$(JAVA) -cp $(call classpath,model-tests) dev.stillframe.modeltests.tlc.WriteLitmusTests

format: tools ## format the Java sources
	@$(MAVEN) -q spotless:apply

clean: tools ## delete all that was built
	@$(MAVEN) -q clean
	@rm -rf target

tools:
	$(eval MISSING := $(shell MVN='$(MVN)' bin/missing-tool))
	$(if $(MISSING),$(error $(MISSING)))

merge-classpath: $(BUILT)
	@echo $(call classpath,evidence)

$(BUILT): $(SOURCES) | tools
	@echo 'building...'
	@mkdir -p target || { echo 'nothing can be written in $(CURDIR): copy it to where you may write'; exit 2; }
	@touch $@.started
	@$(MAVEN) -q -DskipTests package dependency:build-classpath \
	  -Dmdep.includeScope=test -Dmdep.outputFile=target/test-classpath
	@mv $@.started $@
