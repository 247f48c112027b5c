lib_libcare_a_SOURCES += \
	lib/record/event.c \
	lib/record/ledger.c \
	lib/record/ledger.h \
	lib/record/snapshot.c \
	lib/record/store.c \
	lib/record/store.h \
	lib/record/store_append.c \
	lib/record/store_commit.c \
	lib/record/store_config.c \
	lib/record/store_config.h \
	lib/record/store_draft.c \
	lib/record/store_files.c \
	lib/record/store_history.c \
	lib/record/store_layout.h \
	lib/record/store_lock.c \
	lib/record/store_maintain.c \
	lib/record/store_objects.c \
	lib/record/store_pending.c \
	lib/record/store_private.h \
	lib/record/store_reference.c
EXTRA_DIST += lib/record/README.md
