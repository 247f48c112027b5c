FUZZ_TESTS = \
	tests/fuzz/csv \
	tests/fuzz/ofsted

tests_fuzz_csv_SOURCES = tests/fuzz/csv.c tests/fuzz/replay.c tests/fuzz/replay.h
tests_fuzz_ofsted_SOURCES = tests/fuzz/ofsted.c tests/fuzz/replay.c tests/fuzz/replay.h

check_PROGRAMS += $(FUZZ_TESTS)
TESTS += $(FUZZ_TESTS)
EXTRA_DIST += tests/fuzz/README.md tests/fuzz/corpus
