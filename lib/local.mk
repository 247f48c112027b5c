noinst_LIBRARIES += lib/libcare.a
lib_libcare_a_SOURCES =
include lib/base/local.mk
include lib/sheet/local.mk
include lib/signing/local.mk
include lib/git/local.mk
include lib/events/local.mk
include lib/record/local.mk
include lib/tables/local.mk
include lib/verify/local.mk
include lib/register/local.mk
include lib/returns/local.mk
include lib/pages/local.mk
include lib/cli/local.mk
EXTRA_DIST += lib/README.md
