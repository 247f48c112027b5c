# Unit tests mirror sources: tests/unit/<file>.c for <folder>/<file>.c.
UNIT_TESTS = \
	tests/unit/assessment \
	tests/unit/cell \
	tests/unit/chart \
	tests/unit/concentration \
	tests/unit/concentration_cases \
	tests/unit/csv \
	tests/unit/definition \
	tests/unit/draft \
	tests/unit/error \
	tests/unit/escape \
	tests/unit/establishment \
	tests/unit/figure \
	tests/unit/filing \
	tests/unit/finding \
	tests/unit/form \
	tests/unit/formula \
	tests/unit/intake \
	tests/unit/judgement \
	tests/unit/markdown \
	tests/unit/market \
	tests/unit/market_summary \
	tests/unit/measure_cases \
	tests/unit/methods \
	tests/unit/money \
	tests/unit/name_table \
	tests/unit/object \
	tests/unit/pack \
	tests/unit/period \
	tests/unit/plain_file \
	tests/unit/receipt \
	tests/unit/register \
	tests/unit/report \
	tests/unit/rule \
	tests/unit/sandbox \
	tests/unit/signature \
	tests/unit/store \
	tests/unit/store_damage \
	tests/unit/submission \
	tests/unit/suggest \
	tests/unit/table \
	tests/unit/template \
	tests/unit/urn \
	tests/unit/verify \
	tests/unit/wording
# What happens when the world fails: no space, no permission, a killed process.
FAULT_TESTS = \
	tests/faults/store
# Targets that take any bytes (see tests/fuzz/fuzz.h).
FUZZ_TESTS = \
	tests/fuzz/csv \
	tests/fuzz/formula \
	tests/fuzz/ofsted \
	tests/fuzz/submission
# Tests of the programs: bash scripts that print TAP.
CLI_TESTS = \
	tests/cli/backup.t \
	tests/cli/check.t \
	tests/cli/concentration.t \
	tests/cli/distributed-files.t \
	tests/cli/examples-filed.t \
	tests/cli/examples-made.t \
	tests/cli/filing-at-once.t \
	tests/cli/filing.t \
	tests/cli/help.t \
	tests/cli/hostile-names.t \
	tests/cli/links.t \
	tests/cli/measures.t \
	tests/cli/ofsted-import.t \
	tests/cli/readme-tour.t \
	tests/cli/register-import.t \
	tests/cli/report.t \
	tests/cli/same-bytes.t \
	tests/cli/status.t \
	tests/cli/template.t \
	tests/cli/unknown-names.t \
	tests/cli/verify.t

# A locale that writes 1,5 for one and a half: nothing printed may follow it.
german = tests/locale/de_DE.UTF-8/LC_NUMERIC
$(german):
	@$(MKDIR_P) tests/locale
	localedef -i de_DE -f UTF-8 '$(abs_top_builddir)/tests/locale/de_DE.UTF-8'
check_DATA += $(german)

check_PROGRAMS += $(UNIT_TESTS) $(FAULT_TESTS) $(FUZZ_TESTS)
TESTS += $(UNIT_TESTS) $(FAULT_TESTS) $(FUZZ_TESTS) $(CLI_TESTS)
LDADD = collector/libcollector.a analyser/libanalyser.a lib/libcare.a $(LIBS_ALL)

TEST_EXTENSIONS = .t
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
T_LOG_DRIVER = $(LOG_DRIVER)
T_LOG_COMPILER = bash
# Exported, so that the tests of a release find what is beside the checkout.
export CARE_OVERSIGHT_SHARED ?= $(abs_top_srcdir)/../shared
AM_TESTS_ENVIRONMENT = \
	CARE_OVERSIGHT_DATA='$(abs_top_srcdir)'; export CARE_OVERSIGHT_DATA; \
	top_srcdir='$(abs_top_srcdir)'; export top_srcdir; \
	top_builddir='$(abs_top_builddir)'; export top_builddir; \
	LOCPATH='$(abs_top_builddir)/tests/locale'; export LOCPATH; \
	G_DEBUG=fatal-criticals; export G_DEBUG;

EXTRA_DIST += $(CLI_TESTS) tests/cli/examples.sh tests/cli/measures.py tests/cli/record.sh tests/cli/tap.sh tests/README.md
EXTRA_DIST += tests/cases tests/examples tests/fuzz/README.md tests/fuzz/corpus

tests_fuzz_csv_SOURCES = tests/fuzz/csv.c tests/fuzz/seed_files.c tests/fuzz/drive.c tests/fuzz/fuzz.h
tests_fuzz_formula_SOURCES = tests/fuzz/formula.c tests/fuzz/drive.c tests/fuzz/fuzz.h
tests_fuzz_ofsted_SOURCES = tests/fuzz/ofsted.c tests/fuzz/seed_files.c tests/fuzz/drive.c tests/fuzz/fuzz.h
tests_fuzz_submission_SOURCES = tests/fuzz/submission.c tests/fuzz/drive.c tests/fuzz/fuzz.h
tests_unit_form_SOURCES = tests/unit/form.c tests/returns.c tests/returns.h
tests_unit_assessment_SOURCES = tests/unit/assessment.c tests/record.c tests/record.h
tests_unit_draft_SOURCES = tests/unit/draft.c tests/record.c tests/record.h
tests_unit_judgement_SOURCES = tests/unit/judgement.c tests/record.c tests/record.h \
	tests/returns.c tests/returns.h
tests_faults_store_SOURCES = tests/faults/store.c tests/record.c tests/record.h
tests_unit_pack_SOURCES = tests/unit/pack.c tests/record.c tests/record.h
tests_unit_submission_SOURCES = tests/unit/submission.c tests/returns.c tests/returns.h
tests_unit_register_SOURCES = tests/unit/register.c tests/record.c tests/record.h
tests_unit_signature_SOURCES = tests/unit/signature.c tests/record.c tests/record.h
tests_unit_store_SOURCES = tests/unit/store.c tests/record.c tests/record.h
tests_unit_store_damage_SOURCES = tests/unit/store_damage.c tests/record.c tests/record.h
tests_unit_verify_SOURCES = tests/unit/verify.c tests/record.c tests/record.h
