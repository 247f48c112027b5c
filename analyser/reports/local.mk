analyser_libanalyser_a_SOURCES += \
	analyser/reports/assessment_report.c \
	analyser/reports/assessment_report.h
EXTRA_DIST += analyser/reports/README.md
