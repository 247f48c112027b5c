lib_libcare_a_SOURCES += \
	lib/register/area_name.c \
	lib/register/area_name.h \
	lib/register/authorities.c \
	lib/register/authorities.h \
	lib/register/establishment.c \
	lib/register/establishment.h \
	lib/register/establishment_about.c \
	lib/register/establishment_about.h \
	lib/register/establishment_read.c \
	lib/register/register.c \
	lib/register/register.h \
	lib/register/register_name.c \
	lib/register/register_private.h \
	lib/register/register_read.c
EXTRA_DIST += lib/register/README.md
DATA_FOLDERS += lib/register/reference
