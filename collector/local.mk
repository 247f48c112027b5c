noinst_LIBRARIES += collector/libcollector.a
collector_libcollector_a_SOURCES = \
	collector/actor.c \
	collector/actor.h \
	collector/audit.c \
	collector/audit.h \
	collector/check.c \
	collector/check.h \
	collector/checklist.c \
	collector/checklist.h \
	collector/command_check.c \
	collector/command_draft.c \
	collector/command_explain.c \
	collector/command_file.c \
	collector/command_history.c \
	collector/command_import.c \
	collector/command_init.c \
	collector/command_receipt.c \
	collector/command_status.c \
	collector/command_template.c \
	collector/command_verify.c \
	collector/command_verify_receipt.c \
	collector/commands.h \
	collector/declaration.c \
	collector/declaration.h \
	collector/desk.c \
	collector/desk.h \
	collector/draft.c \
	collector/draft.h \
	collector/establishment_import.c \
	collector/establishment_import.h \
	collector/form.c \
	collector/form.h \
	collector/intake.c \
	collector/intake.h \
	collector/judgement.c \
	collector/judgement.h \
	collector/obligation.c \
	collector/obligation.h \
	collector/ofsted.c \
	collector/ofsted.h \
	collector/ofsted_about.c \
	collector/ofsted_about.h \
	collector/parameter.c \
	collector/parameter.h \
	collector/receipt.c \
	collector/receipt.h \
	collector/register_import.c \
	collector/register_import.h \
	collector/return_tables.c \
	collector/return_tables.h \
	collector/rule.c \
	collector/rule.h \
	collector/sandbox.c \
	collector/sandbox.h \
	collector/signing.c \
	collector/signing.h \
	collector/status.c \
	collector/status.h \
	collector/subject.c \
	collector/subject.h \
	collector/world.c \
	collector/world.h \
	collector/world_record.c \
	collector/world_record.h
EXTRA_DIST += collector/README.md
bin_PROGRAMS += care-collector
care_collector_SOURCES = collector/main.c
care_collector_LDADD = collector/libcollector.a lib/libcare.a $(LIBS_ALL)
DATA_FOLDERS += collector/intake
