collector_libcollector_a_SOURCES += \
	collector/filing/audit.c \
	collector/filing/audit.h \
	collector/filing/audit_draft.c \
	collector/filing/audit_draft.h \
	collector/filing/audit_import.c \
	collector/filing/audit_import.h \
	collector/filing/auditors.c \
	collector/filing/auditors.h \
	collector/filing/blank_return.c \
	collector/filing/blank_return.h \
	collector/filing/declaration.c \
	collector/filing/declaration.h \
	collector/filing/draft.c \
	collector/filing/draft.h \
	collector/filing/obligation.c \
	collector/filing/obligation.h \
	collector/filing/receipt.c \
	collector/filing/receipt.h \
	collector/filing/return_history.c \
	collector/filing/return_history.h \
	collector/filing/receipt_record.c \
	collector/filing/receipt_record.h \
	collector/filing/signing.c \
	collector/filing/signing.h \
	collector/filing/status.c \
	collector/filing/status.h
EXTRA_DIST += collector/filing/README.md
