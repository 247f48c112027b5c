lib_libcare_a_SOURCES += \
	lib/git/delta.c \
	lib/git/delta.h \
	lib/git/loose.c \
	lib/git/loose.h \
	lib/git/number.h \
	lib/git/object.c \
	lib/git/object.h \
	lib/git/pack.c \
	lib/git/pack.h \
	lib/git/pack_each.c \
	lib/git/pack_index.c \
	lib/git/pack_index.h \
	lib/git/pack_private.h \
	lib/git/pack_write.c \
	lib/git/pack_write.h \
	lib/git/packs.c \
	lib/git/packs.h
EXTRA_DIST += lib/git/README.md
