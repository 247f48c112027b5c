lib_libcare_a_SOURCES += \
	lib/tables/context.c \
	lib/tables/context.h \
	lib/tables/finding_print.c \
	lib/tables/finding_print.h \
	lib/tables/format.h \
	lib/tables/table.c \
	lib/tables/table.h
EXTRA_DIST += lib/tables/README.md
