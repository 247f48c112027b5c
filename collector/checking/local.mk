collector_libcollector_a_SOURCES += \
	collector/checking/check.c \
	collector/checking/check.h \
	collector/checking/parameter.c \
	collector/checking/parameter.h \
	collector/checking/part_columns.c \
	collector/checking/part_columns.h \
	collector/checking/record_tables.c \
	collector/checking/record_tables.h \
	collector/checking/return_tables.c \
	collector/checking/return_tables.h \
	collector/checking/rule.c \
	collector/checking/rule.h \
	collector/checking/rule_finding.c \
	collector/checking/rule_finding.h \
	collector/checking/rule_run.c \
	collector/checking/rule_run.h \
	collector/checking/rule_set.c \
	collector/checking/rule_set.h \
	collector/checking/rule_tables.c \
	collector/checking/rule_tables.h \
	collector/checking/rulebook.c \
	collector/checking/rulebook.h \
	collector/checking/sandbox.c \
	collector/checking/sandbox.h \
	collector/checking/sandbox_index.c \
	collector/checking/sandbox_module.c \
	collector/checking/sandbox_private.h \
	collector/checking/sandbox_query.c \
	collector/checking/sandbox_table.c \
	collector/checking/unreadable.c \
	collector/checking/unreadable.h \
	collector/checking/verdict.c \
	collector/checking/verdict.h
EXTRA_DIST += collector/checking/README.md
