#include "include/shim.h"

#include <cstring>
#include <new>
#include <simdjson.h>
#include <type_traits>

using namespace simdjson;

struct bw_json_parser {
    dom::parser parser;
};

namespace {

// simdjson's values and iterators are a document and a place in it; they travel through C as just that.
template <typename Inside> bw_json out(const Inside &inside) {
    static_assert(sizeof(Inside) == sizeof(bw_json) && std::is_trivially_copyable<Inside>::value, "two words");
    bw_json value;
    std::memcpy(&value, &inside, sizeof value);
    return value;
}

template <typename Inside> Inside in(bw_json value) {
    static_assert(sizeof(Inside) == sizeof(bw_json) && std::is_trivially_copyable<Inside>::value, "two words");
    Inside inside;
    std::memcpy(static_cast<void *>(&inside), &value, sizeof value);
    return inside;
}

dom::element element(bw_json value) { return in<dom::element>(value); }

} // namespace

extern "C" {

bw_json_parser *bw_json_parser_new(void) { return new (std::nothrow) bw_json_parser; }

void bw_json_parser_free(bw_json_parser *parser) { delete parser; }

const char *bw_json_parse(bw_json_parser *parser, const uint8_t *bytes, size_t length, bw_json *root) {
    static_assert(BW_JSON_PADDING >= SIMDJSON_PADDING, "as much as simdjson reads");
    dom::element value;
    const error_code code = parser->parser.parse(bytes, length, false).get(value);
    if (code != SUCCESS) return error_message(code);
    *root = out(value);
    return nullptr;
}

bw_json_kind bw_json_kind_of(bw_json value) {
    switch (element(value).type()) {
    case dom::element_type::ARRAY: return BW_JSON_ARRAY;
    case dom::element_type::OBJECT: return BW_JSON_OBJECT;
    case dom::element_type::INT64: return BW_JSON_INT;
    case dom::element_type::UINT64: return BW_JSON_UINT;
    case dom::element_type::DOUBLE: return BW_JSON_DOUBLE;
    case dom::element_type::STRING: return BW_JSON_STRING;
    case dom::element_type::BOOL: return BW_JSON_BOOL;
    case dom::element_type::NULL_VALUE: return BW_JSON_NULL;
    }
    return BW_JSON_NULL;
}

bool bw_json_bool(bw_json value) { return element(value).get_bool().value_unsafe(); }
int64_t bw_json_int(bw_json value) { return element(value).get_int64().value_unsafe(); }
uint64_t bw_json_uint(bw_json value) { return element(value).get_uint64().value_unsafe(); }
double bw_json_double(bw_json value) { return element(value).get_double().value_unsafe(); }

const char *bw_json_string(bw_json value, size_t *length) {
    const std::string_view text = element(value).get_string().value_unsafe();
    *length = text.size();
    return text.data();
}

bool bw_json_member(bw_json object, const char *name, size_t length, bw_json *found) {
    dom::element value;
    if (element(object).get_object().value_unsafe().at_key(std::string_view(name, length)).get(value) != SUCCESS) {
        return false;
    }
    *found = out(value);
    return true;
}

bw_json_walk bw_json_items(bw_json array) {
    const dom::array items = element(array).get_array().value_unsafe();
    return {out(items.begin()), out(items.end())};
}

bool bw_json_next_item(bw_json_walk *walk, bw_json *item) {
    auto at = in<dom::array::iterator>(walk->at);
    if (!(at != in<dom::array::iterator>(walk->end))) return false;
    *item = out(*at);
    walk->at = out(++at);
    return true;
}

bw_json_walk bw_json_members(bw_json object) {
    const dom::object members = element(object).get_object().value_unsafe();
    return {out(members.begin()), out(members.end())};
}

bool bw_json_next_member(bw_json_walk *walk, const char **name, size_t *length, bw_json *value) {
    auto at = in<dom::object::iterator>(walk->at);
    if (!(at != in<dom::object::iterator>(walk->end))) return false;
    const std::string_view key = at.key();
    *name = key.data();
    *length = key.size();
    *value = out(at.value());
    walk->at = out(++at);
    return true;
}

} // extern "C"
