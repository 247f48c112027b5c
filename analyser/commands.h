/* commands.h: the commands of care-analyser, one file each. */

#pragma once

#include "lib/program.h"
