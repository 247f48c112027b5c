noinst_LIBRARIES += analyser/libanalyser.a
analyser_libanalyser_a_SOURCES = \
	analyser/area_plan.c \
	analyser/area_plan.h \
	analyser/assessment.c \
	analyser/assessment.h \
	analyser/assessment_report.c \
	analyser/assessment_report.h \
	analyser/chart.c \
	analyser/chart.h \
	analyser/command_concentration.c \
	analyser/command_explain.c \
	analyser/command_measures.c \
	analyser/command_report.c \
	analyser/commands.h \
	analyser/concentration.c \
	analyser/concentration.h \
	analyser/concentration_band.c \
	analyser/concentration_band.h \
	analyser/condition.c \
	analyser/condition.h \
	analyser/context.c \
	analyser/context.h \
	analyser/dataset.c \
	analyser/dataset.h \
	analyser/formula.c \
	analyser/formula.h \
	analyser/income.c \
	analyser/income.h \
	analyser/market.c \
	analyser/market.h \
	analyser/market_report.c \
	analyser/market_report.h \
	analyser/market_summary.c \
	analyser/market_summary.h \
	analyser/measure.c \
	analyser/measure.h \
	analyser/methods.c \
	analyser/methods.h \
	analyser/methods_table.c \
	analyser/methods_table.h \
	analyser/owner_map.c \
	analyser/owner_map.h \
	analyser/population.c \
	analyser/population.h \
	analyser/report.c \
	analyser/report.h \
	analyser/return.c \
	analyser/return_private.h \
	analyser/table.c \
	analyser/table.h

bin_PROGRAMS += care-analyser
care_analyser_SOURCES = analyser/main.c
care_analyser_LDADD = analyser/libanalyser.a lib/libcare.a $(LIBS_ALL)

DATA_FOLDERS += analyser/methods
EXTRA_DIST += analyser/README.md
# A folder, not a program of methods.c, as make's own rules would have it.
analyser/methods: ;
