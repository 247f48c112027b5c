noinst_LIBRARIES += collector/libcollector.a
collector_libcollector_a_SOURCES = \
	collector/commands.h
EXTRA_DIST += collector/README.md
