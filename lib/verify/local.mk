lib_libcare_a_SOURCES += \
	lib/verify/verify.c \
	lib/verify/verify.h \
	lib/verify/verify_commit.c \
	lib/verify/verify_commit.h \
	lib/verify/verify_entry.c \
	lib/verify/verify_entry.h \
	lib/verify/verify_event.c \
	lib/verify/verify_event.h \
	lib/verify/verify_graph.c \
	lib/verify/verify_graph.h \
	lib/verify/verify_history.c \
	lib/verify/verify_history.h \
	lib/verify/verify_kind.c \
	lib/verify/verify_kind.h \
	lib/verify/verify_ledger.c \
	lib/verify/verify_ledger.h \
	lib/verify/verify_list.c \
	lib/verify/verify_list.h \
	lib/verify/verify_object.c \
	lib/verify/verify_object.h \
	lib/verify/verify_own.c \
	lib/verify/verify_own.h \
	lib/verify/verify_refs.c \
	lib/verify/verify_refs.h \
	lib/verify/verify_report.c \
	lib/verify/verify_report.h \
	lib/verify/verify_step.c \
	lib/verify/verify_step.h \
	lib/verify/verify_tree.c \
	lib/verify/verify_tree.h
EXTRA_DIST += lib/verify/README.md
