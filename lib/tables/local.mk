lib_libcare_a_SOURCES += \
	lib/tables/context.c \
	lib/tables/context.h \
	lib/tables/finding_print.c \
	lib/tables/finding_print.h \
	lib/tables/format.h \
	lib/tables/table.c \
	lib/tables/table.h \
	lib/tables/table_csv.c \
	lib/tables/table_json.c \
	lib/tables/table_print.c \
	lib/tables/table_sql.c \
	lib/tables/table_sql.h
EXTRA_DIST += lib/tables/README.md
