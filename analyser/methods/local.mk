analyser_libanalyser_a_SOURCES += \
	analyser/methods/concentration_band.c \
	analyser/methods/concentration_band.h \
	analyser/methods/condition.c \
	analyser/methods/condition.h \
	analyser/methods/formula.c \
	analyser/methods/formula.h \
	analyser/methods/methods.c \
	analyser/methods/methods.h \
	analyser/methods/methods_table.c \
	analyser/methods/methods_table.h \
	analyser/methods/population.c \
	analyser/methods/population.h
EXTRA_DIST += analyser/methods/README.md
DATA_FOLDERS += analyser/methods/editions
