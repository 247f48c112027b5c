analyser_libanalyser_a_SOURCES += \
	analyser/market/area_plan.c \
	analyser/market/area_plan.h \
	analyser/market/concentration.c \
	analyser/market/concentration.h \
	analyser/market/market.c \
	analyser/market/market.h \
	analyser/market/market_summary.c \
	analyser/market/market_summary.h \
	analyser/market/owner_map.c \
	analyser/market/owner_map.h
EXTRA_DIST += analyser/market/README.md
