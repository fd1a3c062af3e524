/* OpenSSL for the loopback servers of the tests; nothing of Bellwether itself imports it. */
#ifndef BELLWETHER_CLIBSSL_SHIM_H
#define BELLWETHER_CLIBSSL_SHIM_H
#include <openssl/ssl.h>

/* A macro in OpenSSL. */
static inline long bw_ssl_at_most(SSL_CTX *context, int version) {
    return SSL_CTX_set_max_proto_version(context, version);
}
#endif
