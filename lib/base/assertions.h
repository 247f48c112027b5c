/* assertions.h: read before every source (AM_CPPFLAGS in Makefile.am).
 *
 * A bug of ours ends the program before it writes what is not so: assertions
 * stay on in releases. */

#pragma once

#if defined G_DISABLE_ASSERT || defined NDEBUG
#error "this program is not built without assertions: leave out -DG_DISABLE_ASSERT and -DNDEBUG"
#endif
