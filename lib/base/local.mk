lib_libcare_a_SOURCES += \
	lib/base/content_hash.c \
	lib/base/content_hash.h \
	lib/base/error.c \
	lib/base/error.h \
	lib/base/escape.c \
	lib/base/escape.h \
	lib/base/figure.c \
	lib/base/figure.h \
	lib/base/file.c \
	lib/base/file.h \
	lib/base/file_set.c \
	lib/base/file_set.h \
	lib/base/finding.c \
	lib/base/finding.h \
	lib/base/folder.c \
	lib/base/folder.h \
	lib/base/json_text.c \
	lib/base/json_text.h \
	lib/base/money.c \
	lib/base/money.h \
	lib/base/name_table.c \
	lib/base/name_table.h \
	lib/base/path_pattern.c \
	lib/base/path_pattern.h \
	lib/base/period.c \
	lib/base/period.h \
	lib/base/plural.c \
	lib/base/plural.h \
	lib/base/progress.c \
	lib/base/progress.h \
	lib/base/suggest.c \
	lib/base/suggest.h \
	lib/base/urn.c \
	lib/base/urn.h \
	lib/base/visible_text.c \
	lib/base/visible_text.h
EXTRA_DIST += lib/base/README.md
