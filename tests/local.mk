# Unit tests mirror sources: tests/unit/<room>/<file>.c for <room>/<file>.c of
# lib, collector or analyser.
UNIT_TESTS = \
	tests/unit/base/content_hash \
	tests/unit/base/error \
	tests/unit/base/escape \
	tests/unit/base/figure \
	tests/unit/base/file \
	tests/unit/base/file_set \
	tests/unit/base/finding \
	tests/unit/base/folder \
	tests/unit/base/ini_file \
	tests/unit/base/json_text \
	tests/unit/base/money \
	tests/unit/base/name_table \
	tests/unit/base/parallel \
	tests/unit/base/path_pattern \
	tests/unit/base/period \
	tests/unit/base/plural \
	tests/unit/base/progress \
	tests/unit/base/replacement \
	tests/unit/base/suggest \
	tests/unit/base/text_order \
	tests/unit/base/urn \
	tests/unit/base/visible_text \
	tests/unit/checking/check \
	tests/unit/checking/parameter \
	tests/unit/checking/part_columns \
	tests/unit/checking/record_tables \
	tests/unit/checking/return_tables \
	tests/unit/checking/rule \
	tests/unit/checking/rule_finding \
	tests/unit/checking/rule_run \
	tests/unit/checking/rule_set \
	tests/unit/checking/rule_tables \
	tests/unit/checking/rulebook \
	tests/unit/checking/sandbox \
	tests/unit/checking/unreadable \
	tests/unit/checking/verdict \
	tests/unit/cli/arguments \
	tests/unit/cli/command \
	tests/unit/cli/completion \
	tests/unit/cli/help \
	tests/unit/cli/manual \
	tests/unit/cli/open_record \
	tests/unit/cli/output \
	tests/unit/cli/program \
	tests/unit/filing/audit \
	tests/unit/filing/audit_draft \
	tests/unit/filing/audit_import \
	tests/unit/filing/auditors \
	tests/unit/filing/blank_return \
	tests/unit/filing/declaration \
	tests/unit/filing/draft \
	tests/unit/filing/obligation \
	tests/unit/filing/receipt \
	tests/unit/filing/receipt_record \
	tests/unit/filing/return_history \
	tests/unit/filing/signing \
	tests/unit/filing/status \
	tests/unit/git/delta \
	tests/unit/git/loose \
	tests/unit/git/object \
	tests/unit/git/pack \
	tests/unit/git/pack_each \
	tests/unit/git/pack_index \
	tests/unit/git/pack_write \
	tests/unit/git/packs \
	tests/unit/intake/establishment_import \
	tests/unit/intake/list_doubt \
	tests/unit/intake/list_words \
	tests/unit/intake/ofsted \
	tests/unit/intake/ofsted_about \
	tests/unit/intake/register_check \
	tests/unit/intake/register_import \
	tests/unit/intake/repeated_finding \
	tests/unit/market/area_plan \
	tests/unit/market/concentration \
	tests/unit/market/concentration_cases \
	tests/unit/market/market \
	tests/unit/market/market_summary \
	tests/unit/market/owner_map \
	tests/unit/methods/concentration_band \
	tests/unit/methods/condition \
	tests/unit/methods/formula \
	tests/unit/methods/methods \
	tests/unit/methods/methods_table \
	tests/unit/methods/population \
	tests/unit/pages/chart \
	tests/unit/pages/chart_frame \
	tests/unit/pages/chart_labels \
	tests/unit/pages/chart_layout \
	tests/unit/pages/chart_lines \
	tests/unit/pages/chart_rows \
	tests/unit/pages/chart_svg \
	tests/unit/pages/markdown \
	tests/unit/pages/numbering \
	tests/unit/pages/page \
	tests/unit/pages/svg \
	tests/unit/pages/template \
	tests/unit/pages/template_file \
	tests/unit/pages/template_node \
	tests/unit/person/assessment \
	tests/unit/person/dataset \
	tests/unit/person/income \
	tests/unit/person/measure \
	tests/unit/person/measure_cases \
	tests/unit/person/methods_by_period \
	tests/unit/person/return \
	tests/unit/publish/market_report \
	tests/unit/publish/report \
	tests/unit/record/event \
	tests/unit/events/event_kind \
	tests/unit/record/ledger \
	tests/unit/events/ledger_base \
	tests/unit/events/ledger_file \
	tests/unit/events/ledger_pages \
	tests/unit/events/ledger_row \
	tests/unit/record/snapshot \
	tests/unit/record/store \
	tests/unit/record/store_append \
	tests/unit/record/store_commit \
	tests/unit/record/store_config \
	tests/unit/record/store_draft \
	tests/unit/record/store_files \
	tests/unit/record/store_history \
	tests/unit/record/store_lock \
	tests/unit/record/store_maintain \
	tests/unit/record/store_objects \
	tests/unit/record/store_pending \
	tests/unit/record/store_reference \
	tests/unit/register/area_name \
	tests/unit/register/authorities \
	tests/unit/register/establishment \
	tests/unit/register/establishment_about \
	tests/unit/register/establishment_read \
	tests/unit/register/register \
	tests/unit/register/register_name \
	tests/unit/register/register_read \
	tests/unit/reports/assessment_report \
	tests/unit/returns/cell \
	tests/unit/returns/definition \
	tests/unit/returns/definitions \
	tests/unit/returns/edition \
	tests/unit/returns/explanation \
	tests/unit/returns/filed_event \
	tests/unit/returns/filed_list \
	tests/unit/returns/filed_return \
	tests/unit/returns/filing \
	tests/unit/returns/part \
	tests/unit/returns/submission \
	tests/unit/returns/submission_part \
	tests/unit/returns/wording \
	tests/unit/sheet/csv \
	tests/unit/sheet/csv_columns \
	tests/unit/sheet/csv_encoding \
	tests/unit/sheet/csv_file \
	tests/unit/sheet/csv_scan \
	tests/unit/sheet/csv_table \
	tests/unit/sheet/csv_write \
	tests/unit/sheet/data_file \
	tests/unit/sheet/spreadsheet \
	tests/unit/signing/ssh_key \
	tests/unit/signing/ssh_signature \
	tests/unit/signing/ssh_wire \
	tests/unit/tables/context \
	tests/unit/tables/finding_print \
	tests/unit/tables/table \
	tests/unit/tables/table_csv \
	tests/unit/tables/table_json \
	tests/unit/tables/table_print \
	tests/unit/tables/table_sql \
	tests/unit/verify/verify \
	tests/unit/verify/verify_commit \
	tests/unit/verify/verify_entry \
	tests/unit/verify/verify_event \
	tests/unit/verify/verify_graph \
	tests/unit/verify/verify_history \
	tests/unit/verify/verify_kind \
	tests/unit/verify/verify_ledger \
	tests/unit/verify/verify_list \
	tests/unit/verify/verify_object \
	tests/unit/verify/verify_own \
	tests/unit/verify/verify_refs \
	tests/unit/verify/verify_report \
	tests/unit/verify/verify_step \
	tests/unit/verify/verify_tree
# What happens when the world fails: no space, no permission, a killed process.
FAULT_TESTS = \
	tests/faults/publish/report \
	tests/faults/record/store
# The same from outside, by a library put in front of the C library.
FAULT_CLI_TESTS = \
	tests/cli/assertions.t \
	tests/faults/every_call.t \
	tests/faults/every_read.t
failing_calls = tests/faults/failing_calls.so
$(failing_calls): tests/faults/failing_calls.c
	$(AM_V_CC)$(MKDIR_P) tests/faults && $(CC) -O1 -g -Wall -Wextra -shared -fPIC -o $@ $(srcdir)/tests/faults/failing_calls.c
check_DATA += $(failing_calls)
CLEANFILES += $(failing_calls)
EXTRA_DIST += $(FAULT_CLI_TESTS) tests/faults/every_call.py tests/faults/failing_calls.c
# Targets that take any bytes (see tests/fuzz/fuzz.h).
FUZZ_TESTS = \
	tests/fuzz/columns \
	tests/fuzz/csv \
	tests/fuzz/formula \
	tests/fuzz/ofsted \
	tests/fuzz/submission
# Tests of the programs: bash scripts that print TAP.
CLI_TESTS = \
	tests/cli/assertions.t \
	tests/cli/backup.t \
	tests/cli/check.t \
	tests/cli/completion.t \
	tests/cli/concentration.t \
	tests/cli/distributed-files.t \
	tests/cli/edition-changed.t \
	tests/cli/examples-filed.t \
	tests/cli/examples-made.t \
	tests/cli/fail-closed.t \
	tests/cli/file-limit.t \
	tests/cli/filing-at-once.t \
	tests/cli/finding-ids.t \
	tests/cli/filing.t \
	tests/cli/help.t \
	tests/cli/hostile-names.t \
	tests/cli/ledger.t \
	tests/cli/layers.t \
	tests/cli/links.t \
	tests/cli/maintain.t \
	tests/cli/manual.t \
	tests/cli/measures.t \
	tests/cli/methods-of-the-period.t \
	tests/cli/ofsted-doubt.t \
	tests/cli/mirrored-tests.t \
	tests/cli/nation.t \
	tests/cli/no-hang.t \
	tests/cli/not-as-signed.t \
	tests/cli/ofsted-import.t \
	tests/cli/practice.t \
	tests/cli/readme-tour.t \
	tests/cli/register-import.t \
	tests/cli/report.t \
	tests/cli/same-bytes.t \
	tests/cli/spreadsheet.t \
	tests/cli/status.t \
	tests/cli/template.t \
	tests/cli/unknown-names.t \
	tests/cli/verify-attacks.t \
	tests/cli/verify-forgeries.t \
	tests/cli/verify.t

# A locale that writes 1,5 for one and a half: nothing printed may follow it.
german = tests/locale/de_DE.UTF-8/LC_NUMERIC
$(german):
	@$(MKDIR_P) tests/locale
	localedef -i de_DE -f UTF-8 '$(abs_top_builddir)/tests/locale/de_DE.UTF-8'
check_DATA += $(german)

check_PROGRAMS += $(UNIT_TESTS) $(FAULT_TESTS) $(FUZZ_TESTS)
TESTS += $(UNIT_TESTS) $(FAULT_TESTS) $(FAULT_CLI_TESTS) $(FUZZ_TESTS) $(CLI_TESTS)
# What tests share.
check_LIBRARIES += tests/libtests.a
tests_libtests_a_SOURCES = \
	tests/datadir.c tests/datadir.h tests/filed_examples.c tests/filed_examples.h \
	tests/filings.c tests/filings.h tests/findings.c tests/findings.h tests/lists.c \
	tests/lists.h tests/markets.c tests/markets.h tests/open_record.c tests/open_record.h \
	tests/packs.c tests/packs.h tests/record.c tests/record.h tests/registers.c \
	tests/registers.h tests/returns.c tests/returns.h tests/scratch_folder.c \
	tests/scratch_folder.h tests/tabled.c tests/tabled.h tests/verification.c \
	tests/verification.h
LDADD = tests/libtests.a collector/libcollector.a analyser/libanalyser.a lib/libcare.a $(LIBS_ALL)

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

EXTRA_DIST += $(CLI_TESTS) tests/cli/attack.sh tests/cli/crowd.py tests/cli/edition_changed.py tests/cli/examples.sh tests/cli/fictional_list.py tests/cli/layers.py tests/cli/measures.py tests/cli/record.sh tests/cli/tap.sh tests/README.md
EXTRA_DIST += tests/cases tests/examples tests/fuzz/README.md tests/fuzz/corpus tests/cli/hostile_objects.py

tests_fuzz_columns_SOURCES = tests/fuzz/columns.c tests/fuzz/seed_files.c tests/fuzz/drive.c tests/fuzz/fuzz.h
tests_fuzz_csv_SOURCES = tests/fuzz/csv.c tests/fuzz/seed_files.c tests/fuzz/drive.c tests/fuzz/fuzz.h
tests_fuzz_formula_SOURCES = tests/fuzz/formula.c tests/fuzz/drive.c tests/fuzz/fuzz.h
tests_fuzz_ofsted_SOURCES = tests/fuzz/ofsted.c tests/fuzz/seed_files.c tests/fuzz/drive.c tests/fuzz/fuzz.h
tests_fuzz_submission_SOURCES = tests/fuzz/submission.c tests/fuzz/drive.c tests/fuzz/fuzz.h
