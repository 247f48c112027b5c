noinst_LIBRARIES += collector/libcollector.a
collector_libcollector_a_SOURCES =
include collector/checking/local.mk
include collector/filing/local.mk
include collector/intake/local.mk
include collector/commands/local.mk
EXTRA_DIST += collector/README.md

bin_PROGRAMS += care-collector
care_collector_SOURCES = collector/main.c
care_collector_LDADD = collector/libcollector.a lib/libcare.a $(LIBS_ALL)
