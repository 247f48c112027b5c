noinst_LIBRARIES += collector/libcollector.a
collector_libcollector_a_SOURCES = \
	collector/actor.c \
	collector/actor.h \
	collector/audit.c \
	collector/audit.h \
	collector/check.h \
	collector/command_draft.c \
	collector/command_explain.c \
	collector/command_file.c \
	collector/command_history.c \
	collector/command_receipt.c \
	collector/command_status.c \
	collector/command_verify_receipt.c \
	collector/commands.h \
	collector/declaration.c \
	collector/declaration.h \
	collector/draft.c \
	collector/draft.h \
	collector/obligation.c \
	collector/obligation.h \
	collector/receipt.c \
	collector/receipt.h \
	collector/signing.c \
	collector/signing.h \
	collector/status.c \
	collector/status.h
EXTRA_DIST += collector/README.md
