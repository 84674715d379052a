#include "slots.h"

#include <string.h>
#include <unistd.h>

#include "files.h"
#include "folder.h"
#include "unit.h"

#define GOOD "meriggio-posix-image\nversion: 2.0.0\n\nbytes"
#define CRASHING "meriggio-posix-image\nversion: 2.0.0\nfails: starting\n\n"

static void start(struct slots *slots, int folder)
{
    assert_true(slots_start(slots, folder, "slots", "1.0.0"));
}

static void restart(struct slots *slots, int folder)
{
    (void)close(slots->folder);
    start(slots, folder);
}

static void put_other(const struct slots *slots, const char *image)
{
    int file = slots_open_other(slots);
    assert_true(file >= 0);
    assert_int_equal(ftruncate(file, 0), 0);
    assert_true(files_write_at(file, 0, image, strlen(image), true));
    (void)close(file);
}

static void expect(const struct slots *slots, unsigned runs, const char *version)
{
    assert_int_equal(slots->runs, runs);
    assert_string_equal(slots->version, version);
}

static void a_good_image_stays(void **state)
{
    struct slots slots;
    int folder = folder_make();
    (void)state;
    start(&slots, folder);
    expect(&slots, 0, "1.0.0");
    put_other(&slots, GOOD);
    assert_true(slots.ota.start_new(&slots));
    expect(&slots, 0, "1.0.0"); /* until it restarts */
    restart(&slots, folder);
    expect(&slots, 1, "2.0.0");
    assert_true(slots.ota.keep_running(&slots));
    restart(&slots, folder);
    expect(&slots, 1, "2.0.0");
    assert_false(slots.has_gone_back);
    folder_remove(folder);
}

static void an_image_that_nobody_called_good_is_left(void **state)
{
    struct slots slots;
    int folder = folder_make();
    (void)state;
    start(&slots, folder);
    put_other(&slots, CRASHING);
    assert_true(slots.ota.start_new(&slots));
    restart(&slots, folder);
    expect(&slots, 1, "2.0.0");
    assert_int_equal(slots.failure, SLOTS_CRASHES);
    restart(&slots, folder);
    expect(&slots, 0, "1.0.0");
    assert_true(slots.has_gone_back);
    assert_int_equal(slots.failure, SLOTS_WORKS);
    restart(&slots, folder);
    expect(&slots, 0, "1.0.0");
    assert_false(slots.has_gone_back);
    folder_remove(folder);
}

static void it_goes_back_when_it_is_told_to(void **state)
{
    struct slots slots;
    int folder = folder_make();
    (void)state;
    start(&slots, folder);
    put_other(&slots, GOOD);
    assert_true(slots.ota.start_new(&slots));
    restart(&slots, folder);
    assert_true(slots.ota.go_back(&slots));
    assert_true(slots.ota.go_back(&slots)); /* as often as it likes */
    restart(&slots, folder);
    expect(&slots, 0, "1.0.0");
    folder_remove(folder);
}

static void what_is_no_image_is_not_started(void **state)
{
    static const char *const others[] = {"", "MZ", "meriggio-posix-image\n\n", "meriggio-posix-image\nversion: 2.0.0\n",
                                         "meriggio-posix-image\nversion: \n\n",
                                         "meriggio-posix-image\n\nversion: 2.0.0\n\n"};
    struct slots slots;
    int folder = folder_make();
    (void)state;
    start(&slots, folder);
    for (size_t at = 0; at < sizeof others / sizeof others[0]; at++) {
        put_other(&slots, others[at]);
        assert_false(slots.ota.start_new(&slots));
    }
    restart(&slots, folder);
    expect(&slots, 0, "1.0.0");
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_image_stays),
        cmocka_unit_test(an_image_that_nobody_called_good_is_left),
        cmocka_unit_test(it_goes_back_when_it_is_told_to),
        cmocka_unit_test(what_is_no_image_is_not_started),
    };
    return RUN(tests);
}
