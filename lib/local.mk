noinst_LIBRARIES += lib/libcare.a
lib_libcare_a_SOURCES = \
	lib/csv.h \
	lib/definition.h \
	lib/figure.h \
	lib/finding.h \
	lib/markdown.h \
	lib/money.c \
	lib/money.h \
	lib/period.h \
	lib/program.h \
	lib/register.h \
	lib/signature.h \
	lib/store.h \
	lib/suggest.h \
	lib/template.h
EXTRA_DIST += lib/README.md
