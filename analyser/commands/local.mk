analyser_libanalyser_a_SOURCES += \
	analyser/commands/commands.h \
	analyser/commands/concentration.c \
	analyser/commands/explain.c \
	analyser/commands/measures.c \
	analyser/commands/report.c
EXTRA_DIST += analyser/commands/README.md
