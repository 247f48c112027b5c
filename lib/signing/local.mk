lib_libcare_a_SOURCES += \
	lib/signing/ssh_key.c \
	lib/signing/ssh_key.h \
	lib/signing/ssh_key_private.h \
	lib/signing/ssh_signature.c \
	lib/signing/ssh_signature.h \
	lib/signing/ssh_wire.c \
	lib/signing/ssh_wire.h
EXTRA_DIST += lib/signing/README.md
