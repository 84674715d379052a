/* As much of cmocka as the unit tests use, for a machine without an operating system: the same test
 * files run there. A failed assertion ends its test by longjmp. */
#ifndef MERIGGIO_TEST_QEMU_CMOCKA_H
#define MERIGGIO_TEST_QEMU_CMOCKA_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct CMUnitTest {
    const char *name;
    void (*test)(void **state);
    int (*setup)(void **state);
};

static jmp_buf cmocka_failed;

static inline void cmocka_fail(const char *file, int line, const char *what)
{
    printf("%s:%d: %s\n", file, line, what);
    longjmp(cmocka_failed, 1);
}

static inline int cmocka_run(const struct CMUnitTest *tests, size_t count)
{
    size_t failed = 0;
    for (size_t at = 0; at < count; at++) {
        void *state = NULL;
        if (setjmp(cmocka_failed) != 0 || (tests[at].setup != NULL && tests[at].setup(&state) != 0)) {
            printf("[  FAILED  ] %s\n", tests[at].name);
            failed++;
            continue;
        }
        tests[at].test(&state);
    }
    printf("[  PASSED  ] %u test(s).\n", (unsigned)(count - failed));
    return (int)failed;
}

#define CMOCKA_HOLDS(holds, what) ((holds) ? (void)0 : cmocka_fail(__FILE__, __LINE__, what))

#define cmocka_unit_test(function) {#function, function, NULL}
#define cmocka_unit_test_setup(function, before) {#function, function, before}
#define cmocka_run_group_tests(tests, before, after) cmocka_run(tests, sizeof(tests) / sizeof(tests)[0])
#define assert_true(holds) CMOCKA_HOLDS(holds, #holds)
#define assert_false(holds) CMOCKA_HOLDS(!(holds), "not " #holds)
#define assert_null(pointer) CMOCKA_HOLDS((pointer) == NULL, #pointer)
#define assert_non_null(pointer) CMOCKA_HOLDS((pointer) != NULL, #pointer)
#define assert_int_equal(one, other) CMOCKA_HOLDS((long long)(one) == (long long)(other), #one " == " #other)
#define assert_in_range(value, low, high) CMOCKA_HOLDS((value) >= (low) && (value) <= (high), #value)
#define assert_memory_equal(one, other, bytes) CMOCKA_HOLDS(memcmp(one, other, bytes) == 0, #one)
#define assert_string_equal(one, other) CMOCKA_HOLDS(strcmp(one, other) == 0, #one)
#define fail_msg(...) (printf(__VA_ARGS__), cmocka_fail(__FILE__, __LINE__, ""))

#endif
