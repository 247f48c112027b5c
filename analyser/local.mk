noinst_LIBRARIES += analyser/libanalyser.a
analyser_libanalyser_a_SOURCES = \
	analyser/commands.h \
	analyser/concentration.c \
	analyser/concentration.h \
	analyser/concentration_band.c \
	analyser/concentration_band.h
EXTRA_DIST += analyser/README.md \
	analyser/methods/2025-26/concentration-bands.csv
