#ifndef BELLWETHER_CLIBCAIRO_SHIM_H
#define BELLWETHER_CLIBCAIRO_SHIM_H

#include <cairo.h>

#endif
