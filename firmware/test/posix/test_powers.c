#include "powers.h"

#include <stdio.h>
#include <unistd.h>

#include "unit.h"

#define PATH "/tmp/meriggio-powers-test.csv"
#define NOON_MS UINT64_C(1782043200000)

static struct powers powers;

static bool read_table(const char *text)
{
    FILE *file = fopen(PATH, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    powers_begin(&powers, 7.0);
    bool is_read = powers_read(&powers, PATH);
    assert_int_equal(unlink(PATH), 0);
    return is_read;
}

static int at(uint64_t now_ms, uint64_t true_ms)
{
    return (int)powers_at(&powers, now_ms, true_ms);
}

static void a_step_holds_until_the_next_and_the_table_is_repeated(void **state)
{
    (void)state;
    assert_true(read_table("time,power_w\n0,100\n10,-200\n15.5,300\n"));
    assert_int_equal(at(0, 0), 100);
    assert_int_equal(at(9999, 0), 100);
    assert_int_equal(at(10000, 0), -200);
    assert_int_equal(at(15500, 0), 300);
    assert_int_equal(at(20999, 0), 300); /* as long as the step before */
    assert_int_equal(at(21000, 0), 100);
    assert_int_equal(at(31000, 0), -200);
    powers_end(&powers);
}

static void a_table_with_dates_goes_by_the_true_time(void **state)
{
    (void)state;
    assert_true(read_table("1782043200000,1\n1782043260000,2\n"));
    assert_int_equal(at(5, NOON_MS), 1);
    assert_int_equal(at(5, NOON_MS + 60000), 2);
    assert_int_equal(at(5, NOON_MS + 120000), 1);
    assert_int_equal(at(5, NOON_MS - 1), 2); /* it was there before, too */
    powers_end(&powers);
}

static void what_is_no_table_is_refused(void **state)
{
    static const char *const impossible[] = {"-5,1\n", "nan,1\n", "1e300,1\n", "0,inf\n", "0,nan\n", "0,2000001\n"};
    (void)state;
    assert_false(read_table(""));
    assert_false(read_table("time,power_w\n"));
    assert_false(read_table("0,1\n5,\n"));
    powers_end(&powers);
    assert_false(read_table("5,1\n5,2\n"));
    powers_end(&powers);
    for (size_t line = 0; line < sizeof impossible / sizeof impossible[0]; line++) {
        assert_false(read_table(impossible[line]));
        powers_end(&powers);
    }
    powers_begin(&powers, 7.0);
    assert_false(powers_read(&powers, "/nowhere"));
    assert_int_equal(at(1, 1), 7); /* the constant */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_holds_until_the_next_and_the_table_is_repeated),
        cmocka_unit_test(a_table_with_dates_goes_by_the_true_time),
        cmocka_unit_test(what_is_no_table_is_refused),
    };
    return RUN(tests);
}
