/* commands.h: the commands of care-collector, one file each. */

#pragma once

#include "lib/program.h"
