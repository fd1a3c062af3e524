// RE2 as Swift sees it: patterns that match in time linear in the text. Only CEL imports this module.
#ifndef BELLWETHER_CLIBRE2_H
#define BELLWETHER_CLIBRE2_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern. It does not change, and any number of threads may match with it at once.
typedef struct bellwether_pattern bellwether_pattern;

/// Null where the pattern cannot be read or would become too large; then the reason is written to `reason`, cut to fit.
bellwether_pattern *bellwether_pattern_new(
    const void *text, size_t length, long long most_memory, char *reason, size_t reason_size);
void bellwether_pattern_free(bellwether_pattern *pattern);

/// Whether the pattern is found anywhere in the text, which is UTF-8.
bool bellwether_pattern_matches(const bellwether_pattern *pattern, const void *text, size_t length);

/// How many instructions it has: a step over one byte of text costs no more than that.
int bellwether_pattern_size(const bellwether_pattern *pattern);

#ifdef __cplusplus
}
#endif

#endif
