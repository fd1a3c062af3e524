#ifndef BELLWETHER_CLIBCSV_SHIM_H
#define BELLWETHER_CLIBCSV_SHIM_H
#include <csv.h>
#include <iconv.h>
#endif
