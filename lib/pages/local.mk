lib_libcare_a_SOURCES += \
	lib/pages/chart.c \
	lib/pages/chart.h \
	lib/pages/markdown.c \
	lib/pages/markdown.h \
	lib/pages/page.c \
	lib/pages/page.h \
	lib/pages/template.c \
	lib/pages/template.h \
	lib/pages/template_file.c \
	lib/pages/template_file.h
EXTRA_DIST += lib/pages/README.md
