collector_libcollector_a_SOURCES += \
	collector/intake/establishment_import.c \
	collector/intake/establishment_import.h \
	collector/intake/list_doubt.c \
	collector/intake/list_doubt.h \
	collector/intake/list_words.c \
	collector/intake/list_words.h \
	collector/intake/ofsted.c \
	collector/intake/ofsted.h \
	collector/intake/ofsted_about.c \
	collector/intake/ofsted_about.h \
	collector/intake/register_check.c \
	collector/intake/register_check.h \
	collector/intake/register_import.c \
	collector/intake/register_import.h \
	collector/intake/repeated_finding.c \
	collector/intake/repeated_finding.h
EXTRA_DIST += collector/intake/README.md
DATA_FOLDERS += collector/intake/words
