/* simdjson for C and Swift: a document, parsed once, and the values in it, each two words that point into it. */
#ifndef BELLWETHER_CLIBSIMDJSON_SHIM_H
#define BELLWETHER_CLIBSIMDJSON_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Behind a text that is parsed there must be so many bytes that may be read, whatever they are. */
#define BW_JSON_PADDING 64

typedef struct bw_json_parser bw_json_parser;

/* A value; good until the parser it came from parses again or is freed. */
typedef struct {
    const void *document;
    size_t index;
} bw_json;

typedef enum {
    BW_JSON_NULL, BW_JSON_BOOL, BW_JSON_INT, BW_JSON_UINT, BW_JSON_DOUBLE, BW_JSON_STRING, BW_JSON_ARRAY, BW_JSON_OBJECT
} bw_json_kind;

/* What is left of an array or an object. */
typedef struct {
    bw_json at;
    bw_json end;
} bw_json_walk;

bw_json_parser *bw_json_parser_new(void);
void bw_json_parser_free(bw_json_parser *parser);

/* NULL and the whole value, or why the text is no JSON. */
const char *bw_json_parse(bw_json_parser *parser, const uint8_t *bytes, size_t length, bw_json *root);

bw_json_kind bw_json_kind_of(bw_json value);
bool bw_json_bool(bw_json value);
int64_t bw_json_int(bw_json value);
uint64_t bw_json_uint(bw_json value);
double bw_json_double(bw_json value);
const char *bw_json_string(bw_json value, size_t *length);

bool bw_json_member(bw_json object, const char *name, size_t length, bw_json *found);

bw_json_walk bw_json_items(bw_json array);
bool bw_json_next_item(bw_json_walk *walk, bw_json *item);
bw_json_walk bw_json_members(bw_json object);
bool bw_json_next_member(bw_json_walk *walk, const char **name, size_t *length, bw_json *value);

#ifdef __cplusplus
}
#endif
#endif
