lib_libcare_a_SOURCES += \
	lib/cli/program.c \
	lib/cli/program.h
EXTRA_DIST += lib/cli/README.md
