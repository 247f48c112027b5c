lib_libcare_a_SOURCES += \
	lib/sheet/csv.c \
	lib/sheet/csv.h \
	lib/sheet/csv_encoding.c \
	lib/sheet/csv_encoding.h \
	lib/sheet/csv_file.c \
	lib/sheet/csv_columns.c \
	lib/sheet/csv_columns.h \
	lib/sheet/csv_header.c \
	lib/sheet/csv_header.h \
	lib/sheet/csv_scan.c \
	lib/sheet/csv_scan.h \
	lib/sheet/csv_table.c \
	lib/sheet/csv_write.c \
	lib/sheet/data_file.c \
	lib/sheet/data_file.h \
	lib/sheet/spreadsheet.c \
	lib/sheet/spreadsheet.h
EXTRA_DIST += lib/sheet/README.md
