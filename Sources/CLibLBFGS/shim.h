#ifndef BELLWETHER_CLIBLBFGS_SHIM_H
#define BELLWETHER_CLIBLBFGS_SHIM_H
#include <lbfgs.h>
#endif
