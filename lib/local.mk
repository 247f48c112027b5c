noinst_LIBRARIES += lib/libcare.a
lib_libcare_a_SOURCES = \
	lib/armour.c \
	lib/armour.h \
	lib/csv.c \
	lib/csv.h \
	lib/csv_file.c \
	lib/csv_table.c \
	lib/csv_write.c \
	lib/definition.c \
	lib/definition.h \
	lib/edition.c \
	lib/edition.h \
	lib/escape.c \
	lib/escape.h \
	lib/establishment.h \
	lib/event.c \
	lib/figure.c \
	lib/figure.h \
	lib/finding.c \
	lib/finding.h \
	lib/finding_print.c \
	lib/markdown.c \
	lib/markdown.h \
	lib/money.c \
	lib/money.h \
	lib/part.c \
	lib/part.h \
	lib/period.c \
	lib/period.h \
	lib/program.c \
	lib/program.h \
	lib/register.h \
	lib/signature.c \
	lib/signature.h \
	lib/snapshot.c \
	lib/store.c \
	lib/store.h \
	lib/store_append.c \
	lib/store_commit.c \
	lib/store_draft.c \
	lib/store_history.c \
	lib/store_private.h \
	lib/suggest.c \
	lib/suggest.h \
	lib/template.c \
	lib/template.h
EXTRA_DIST += lib/README.md
