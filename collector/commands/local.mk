collector_libcollector_a_SOURCES += \
	collector/commands/check.c \
	collector/commands/commands.h \
	collector/commands/draft.c \
	collector/commands/explain.c \
	collector/commands/file.c \
	collector/commands/history.c \
	collector/commands/import.c \
	collector/commands/init.c \
	collector/commands/maintain.c \
	collector/commands/receipt.c \
	collector/commands/return_argument.c \
	collector/commands/return_argument.h \
	collector/commands/status.c \
	collector/commands/template.c \
	collector/commands/verify.c \
	collector/commands/verify_receipt.c \
	collector/commands/withdraw.c
EXTRA_DIST += collector/commands/README.md
