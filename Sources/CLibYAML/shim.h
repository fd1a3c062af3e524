// libyaml as Swift sees it; only Documents imports this module.
#include <yaml.h>
