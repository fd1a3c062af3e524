#include "CLibRE2.h"

#include <algorithm>
#include <cstring>
#include <re2/re2.h>

struct bellwether_pattern {
    RE2 compiled;
};

extern "C" bellwether_pattern *bellwether_pattern_new(
    const void *text, size_t length, long long most_memory, char *reason, size_t reason_size) {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(most_memory);
    re2::StringPiece pattern(static_cast<const char *>(text), length);
    auto *made = new bellwether_pattern{RE2(pattern, options)};
    if (made->compiled.ok()) return made;
    const std::string &error = made->compiled.error();
    if (reason_size > 0) {
        size_t count = std::min(error.size(), reason_size - 1);
        std::memcpy(reason, error.data(), count);
        reason[count] = 0;
    }
    delete made;
    return nullptr;
}

extern "C" void bellwether_pattern_free(bellwether_pattern *pattern) { delete pattern; }

extern "C" bool bellwether_pattern_matches(const bellwether_pattern *pattern, const void *text, size_t length) {
    return RE2::PartialMatch(re2::StringPiece(static_cast<const char *>(text), length), pattern->compiled);
}

extern "C" int bellwether_pattern_size(const bellwether_pattern *pattern) {
    return pattern->compiled.ProgramSize() + pattern->compiled.ReverseProgramSize();
}
