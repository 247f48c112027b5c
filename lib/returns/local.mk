lib_libcare_a_SOURCES += \
	lib/returns/cell.c \
	lib/returns/cell.h \
	lib/returns/definition.c \
	lib/returns/definition.h \
	lib/returns/definitions.c \
	lib/returns/definitions.h \
	lib/returns/edition.c \
	lib/returns/edition.h \
	lib/returns/explanation.c \
	lib/returns/explanation.h \
	lib/returns/filed_event.c \
	lib/returns/filed_event.h \
	lib/returns/filed_list.c \
	lib/returns/filed_list.h \
	lib/returns/filed_return.c \
	lib/returns/filed_return.h \
	lib/returns/filing.c \
	lib/returns/filing.h \
	lib/returns/part.c \
	lib/returns/part.h \
	lib/returns/submission.c \
	lib/returns/submission.h \
	lib/returns/submission_part.c \
	lib/returns/submission_private.h \
	lib/returns/submission_reader.c \
	lib/returns/wording.c \
	lib/returns/wording.h
EXTRA_DIST += lib/returns/README.md
