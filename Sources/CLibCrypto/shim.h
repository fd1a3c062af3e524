#ifndef BELLWETHER_CLIBCRYPTO_SHIM_H
#define BELLWETHER_CLIBCRYPTO_SHIM_H
#include <openssl/evp.h>
#include <openssl/hmac.h>
#endif
