noinst_LIBRARIES += analyser/libanalyser.a
analyser_libanalyser_a_SOURCES =
include analyser/methods/local.mk
include analyser/market/local.mk
include analyser/person/local.mk
include analyser/publish/local.mk
include analyser/reports/local.mk
include analyser/commands/local.mk
EXTRA_DIST += analyser/README.md

bin_PROGRAMS += care-analyser
care_analyser_SOURCES = analyser/main.c
care_analyser_LDADD = analyser/libanalyser.a lib/libcare.a $(LIBS_ALL)
