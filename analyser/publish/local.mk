analyser_libanalyser_a_SOURCES += \
	analyser/publish/market_report.c \
	analyser/publish/market_report.h \
	analyser/publish/report.c \
	analyser/publish/report.h
EXTRA_DIST += analyser/publish/README.md
