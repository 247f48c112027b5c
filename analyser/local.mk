noinst_LIBRARIES += analyser/libanalyser.a
analyser_libanalyser_a_SOURCES = \
	analyser/commands.h
EXTRA_DIST += analyser/README.md
