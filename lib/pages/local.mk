lib_libcare_a_SOURCES += \
	lib/pages/chart.c \
	lib/pages/chart.h \
	lib/pages/chart_frame.c \
	lib/pages/chart_frame.h \
	lib/pages/chart_labels.c \
	lib/pages/chart_labels.h \
	lib/pages/chart_layout.c \
	lib/pages/chart_layout.h \
	lib/pages/chart_lines.c \
	lib/pages/chart_lines.h \
	lib/pages/chart_private.h \
	lib/pages/chart_rows.c \
	lib/pages/chart_rows.h \
	lib/pages/chart_svg.c \
	lib/pages/chart_svg.h \
	lib/pages/markdown.c \
	lib/pages/markdown.h \
	lib/pages/numbering.c \
	lib/pages/numbering.h \
	lib/pages/page.c \
	lib/pages/page.h \
	lib/pages/svg.c \
	lib/pages/svg.h \
	lib/pages/template.c \
	lib/pages/template.h \
	lib/pages/template_file.c \
	lib/pages/template_file.h \
	lib/pages/template_node.c \
	lib/pages/template_node.h
EXTRA_DIST += lib/pages/README.md
