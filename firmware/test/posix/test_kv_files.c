#include "kv_files.h"

#include <stdlib.h>
#include <string.h>

#include "folder.h"
#include "unit.h"
#include "victim.h"

#define LIVES 30u
#define MOST_BYTES 3000u
#define KEY "record"

static void what_is_written_is_read(void **state)
{
    struct kv_files kv;
    char bytes[8];
    int folder = folder_make();
    (void)state;
    assert_true(kv_files_open(&kv, folder, "kv"));
    assert_int_equal(kv.kv.read(&kv, KEY, bytes, sizeof bytes), 0);
    assert_true(kv.kv.write(&kv, KEY, "first", 5));
    assert_true(kv.kv.write(&kv, KEY, "second", 6));
    assert_true(kv.kv.write(&kv, "another", "x", 1));
    assert_int_equal(kv.kv.read(&kv, KEY, bytes, sizeof bytes), 6);
    assert_memory_equal(bytes, "second", 6);
    assert_int_equal(kv.kv.read(&kv, KEY, bytes, 5), 0); /* it has no room */
    assert_true(kv.kv.erase(&kv, KEY));
    assert_true(kv.kv.erase(&kv, KEY));
    assert_int_equal(kv.kv.read(&kv, KEY, bytes, sizeof bytes), 0);
    assert_int_equal(kv.kv.read(&kv, "another", bytes, sizeof bytes), 1);
    folder_remove(folder);
}

static void only_keys_that_nvs_takes_are_taken(void **state)
{
    struct kv_files kv;
    int folder = folder_make();
    (void)state;
    assert_true(kv_files_open(&kv, folder, "kv"));
    assert_true(kv.kv.write(&kv, "fifteen-letters", "x", 1));
    assert_false(kv.kv.write(&kv, "sixteen--letters", "x", 1));
    assert_false(kv.kv.write(&kv, "", "x", 1));
    assert_false(kv.kv.write(&kv, "../escape", "x", 1));
    assert_false(kv.kv.erase(&kv, "a/b"));
    folder_remove(folder);
}

/* Records of one letter each, the longer the later in the alphabet. */
static size_t length_of(uint32_t number)
{
    return 1u + number * 97u % MOST_BYTES;
}

static void write_records(void *context)
{
    const struct kv_files *kv = context;
    char bytes[MOST_BYTES];
    for (uint32_t number = 1;; number++) {
        memset(bytes, (int)('a' + number % 26u), sizeof bytes);
        if (!kv->kv.write(kv->kv.context, KEY, bytes, length_of(number))) {
            return;
        }
        victim_says(number);
    }
}

/* The newest record that was said to be written, or the one after it. */
static void a_record_is_whole_after_sigkill(void **state)
{
    struct kv_files kv;
    char bytes[MOST_BYTES];
    int folder = folder_make();
    (void)state;
    assert_true(kv_files_open(&kv, folder, "kv"));
    for (unsigned life = 0; life < LIVES; life++) {
        assert_true(kv.kv.erase(&kv, KEY));
        uint32_t said = victim_run(write_records, &kv, life % 5u, life * 31u);
        size_t length = kv.kv.read(&kv, KEY, bytes, sizeof bytes);
        assert_true(length == (said == 0 ? 0 : length_of(said)) || length == length_of(said + 1u));
        for (size_t at = 1; at < length; at++) {
            assert_int_equal(bytes[at], bytes[0]);
        }
    }
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(only_keys_that_nvs_takes_are_taken),
        cmocka_unit_test(a_record_is_whole_after_sigkill),
    };
    return RUN(tests);
}
