#include "semver.h"

#include <stddef.h>
#include <string.h>

struct part {
    const char *text;
    size_t length;
    bool is_number;
};

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static bool is_letter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character == '-';
}

/* The identifier at `at`, which moves behind it. */
static struct part take_part(const char **at)
{
    struct part part = {*at, 0, true};
    for (; is_digit(**at) || is_letter(**at); ++*at) {
        part.is_number = part.is_number && is_digit(**at);
        part.length++;
    }
    return part;
}

static bool is_without_zeros(struct part part)
{
    return part.length != 0 && (!part.is_number || part.length == 1u || part.text[0] != '0');
}

static bool take_core(const char **at)
{
    for (int count = 0; count < 3; count++) {
        const char *begin = *at;
        while (is_digit(**at)) {
            ++*at;
        }
        struct part part = {begin, (size_t)(*at - begin), true};
        if (!is_without_zeros(part) || (count < 2 && *(*at)++ != '.')) {
            return false;
        }
    }
    return true;
}

bool semver_is(const char *version)
{
    const char *at = version;
    if (!take_core(&at)) {
        return false;
    }
    for (bool more = *at == '-'; more; more = *at == '.') {
        at++;
        if (!is_without_zeros(take_part(&at))) {
            return false;
        }
    }
    for (bool more = *at == '+'; more; more = *at == '.') {
        at++;
        if (take_part(&at).length == 0) {
            return false;
        }
    }
    return *at == '\0';
}

static int compare_parts(struct part one, struct part other)
{
    if (one.is_number != other.is_number) {
        return one.is_number ? -1 : 1;
    }
    if (one.is_number && one.length != other.length) { /* without zeros in front, longer is larger */
        return one.length < other.length ? -1 : 1;
    }
    size_t common = one.length < other.length ? one.length : other.length;
    int order = memcmp(one.text, other.text, common);
    return order != 0 ? order : (one.length > common) - (other.length > common);
}

static int compare_cores(const char **one, const char **other)
{
    int order = 0;
    for (int count = 0; count < 3; count++) {
        struct part parts[2] = {{*one, 0, true}, {*other, 0, true}};
        for (; is_digit(**one); ++*one) {
            parts[0].length++;
        }
        for (; is_digit(**other); ++*other) {
            parts[1].length++;
        }
        order = order != 0 ? order : compare_parts(parts[0], parts[1]);
        if (count < 2) {
            ++*one;
            ++*other;
        }
    }
    return order;
}

int semver_compare(const char *one, const char *other)
{
    int order = compare_cores(&one, &other);
    if (order != 0 || *one != '-' || *other != '-') {
        return order != 0 ? order : (*other == '-') - (*one == '-');
    }
    do {
        one++;
        other++;
        order = compare_parts(take_part(&one), take_part(&other));
    } while (order == 0 && *one == '.' && *other == '.');
    return order != 0 ? order : (*one == '.') - (*other == '.');
}
