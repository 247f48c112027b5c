lib_libcare_a_SOURCES += \
	lib/events/event_kind.c \
	lib/events/event_kind.h \
	lib/events/ledger_base.c \
	lib/events/ledger_base.h \
	lib/events/ledger_file.c \
	lib/events/ledger_file.h \
	lib/events/ledger_pages.c \
	lib/events/ledger_pages.h \
	lib/events/ledger_row.c \
	lib/events/ledger_row.h
EXTRA_DIST += lib/events/README.md
