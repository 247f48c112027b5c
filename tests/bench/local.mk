# Programs of the benches: `make check` builds them, so that they do not rot; `make bench` runs them all.
bench_binaries = \
	tests/bench/concentration \
	tests/bench/filing \
	tests/bench/generate
check_PROGRAMS += $(bench_binaries)
tests_bench_generate_LDADD = $(GLIB_LIBS)
EXTRA_DIST += \
	tests/bench/README.md \
	tests/bench/concentration.js \
	tests/bench/package-lock.json \
	tests/bench/package.json \
	tests/bench/run

.PHONY: bench
bench: all $(bench_binaries)
	CARE_OVERSIGHT_DATA='$(abs_top_srcdir)' python3 '$(srcdir)/tests/bench/run' '$(srcdir)' '$(builddir)' $(BENCHES)
