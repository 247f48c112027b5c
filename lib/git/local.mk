lib_libcare_a_SOURCES += \
	lib/git/delta.c \
	lib/git/delta.h \
	lib/git/object.c \
	lib/git/object.h \
	lib/git/pack.c \
	lib/git/pack.h
EXTRA_DIST += lib/git/README.md
