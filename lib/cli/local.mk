lib_libcare_a_SOURCES += \
	lib/cli/arguments.c \
	lib/cli/arguments.h \
	lib/cli/command.c \
	lib/cli/command.h \
	lib/cli/completion.c \
	lib/cli/completion.h \
	lib/cli/help.c \
	lib/cli/help.h \
	lib/cli/manual.c \
	lib/cli/manual.h \
	lib/cli/open_record.c \
	lib/cli/open_record.h \
	lib/cli/output.c \
	lib/cli/output.h \
	lib/cli/program.c \
	lib/cli/program.h
EXTRA_DIST += lib/cli/README.md
