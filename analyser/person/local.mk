analyser_libanalyser_a_SOURCES += \
	analyser/person/assessment.c \
	analyser/person/assessment.h \
	analyser/person/dataset.c \
	analyser/person/dataset.h \
	analyser/person/income.c \
	analyser/person/income.h \
	analyser/person/measure.c \
	analyser/person/measure.h \
	analyser/person/methods_by_period.c \
	analyser/person/methods_by_period.h \
	analyser/person/return.c \
	analyser/person/return.h
EXTRA_DIST += analyser/person/README.md
