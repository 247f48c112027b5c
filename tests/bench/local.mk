# Programs of the benches: `make check` builds them, so that they do not rot; `make bench` runs them all.
bench_binaries = \
	tests/bench/concentration \
	tests/bench/filing \
	tests/bench/generate \
	tests/bench/nation/file
check_PROGRAMS += $(bench_binaries)
tests_bench_generate_LDADD = $(GLIB_LIBS)
EXTRA_DIST += \
	tests/bench/README.md \
	tests/bench/client.py \
	tests/bench/concentration.js \
	tests/bench/deadline.py \
	tests/bench/measuring.py \
	tests/bench/nation/README.md \
	tests/bench/nation/books.py \
	tests/bench/nation/capacity.py \
	tests/bench/nation/compare \
	tests/bench/nation/draw.py \
	tests/bench/nation/editions.py \
	tests/bench/nation/make \
	tests/bench/nation/market.py \
	tests/bench/nation/measures.py \
	tests/bench/nation/people.py \
	tests/bench/nation/registers.py \
	tests/bench/nation/rounding.py \
	tests/bench/nation/standing.py \
	tests/bench/nation/tables.py \
	tests/bench/nation/timetable.py \
	tests/bench/nation/truth.py \
	tests/bench/nation_growth.py \
	tests/bench/package-lock.json \
	tests/bench/package.json \
	tests/bench/run

.PHONY: bench
bench: all $(bench_binaries)
	CARE_OVERSIGHT_DATA='$(abs_top_srcdir)' python3 '$(srcdir)/tests/bench/run' '$(srcdir)' '$(builddir)' $(BENCHES)
