noinst_LIBRARIES += collector/libcollector.a
collector_libcollector_a_SOURCES = \
	collector/cell.c \
	collector/cell.h \
	collector/check.h \
	collector/commands.h \
	collector/submission.c \
	collector/submission.h \
	collector/wording.c \
	collector/wording.h
EXTRA_DIST += collector/README.md
