/* The whole device behind an Italian meter. */
#include "app_session.h"

#include <stdio.h>
#include <string.h>

#include "device_sim.h"
#include "unit.h"

#define QUARTER_MS UINT64_C(900000)

static struct device_sim sim;

static int behind_a_meter(void **state)
{
    (void)state;
    device_sim_init(&sim);
    sim.settings.meter = &modem_sim_settings;
    sim.measures = false;
    device_sim_power_cycle(&sim, 0);
    device_sim_run(&sim, 5000);
    return sim.is_connected ? 0 : 1;
}

static void say(const char *type, uint64_t measured_ms, const char *more)
{
    char text[600];
    uint8_t bytes[MODEM_SIM_BYTES];
    (void)snprintf(text, sizeof text,
                   "{\"Chain2Data\":{\"Type\":\"%s\",\"Payload\":{\"MeasurePosixTimestamp\":\"%llu\"%s}}}", type,
                   (unsigned long long)(measured_ms / 1000u), more);
    device_sim_serial(&sim, bytes, modem_sim_text(text, bytes));
}

static void what_the_meter_says_is_sent(void **state) /* FR10.1, FR10.2 */
{
    (void)state;
    uint64_t measured_ms = sim.world_ms - 3000u;
    say("CF1", measured_ms, ",\"QuartAveragePower\":\"248\",\"TotalActEnergy\":\"1234567\",\"InstantPower\":\"300\"");
    assert_int_equal(sim.written_bytes, 1);
    assert_int_equal(sim.written[0], 0x06);
    device_sim_run(&sim, 1000);
    assert_int_equal(sim.stored, 1);
    assert_int_equal(sim.stamp_ms[0], measured_ms / 1000u * 1000u);
    assert_non_null(strstr(sim.app.memory, "\"energyValue\":248,"));
    assert_non_null(strstr(sim.app.memory, "\"importWh\":1234567}"));
    device_sim_run(&sim, 20000);
    say("CF21", sim.world_ms, ",\"InstantPower\":\"900\"");
    device_sim_run(&sim, 1000);
    assert_int_equal(sim.stored, 2);
    assert_int_equal(flash_ring_pending(&sim.app.ring), 0);
    struct reading newest;
    assert_true(flash_ring_newest(&sim.app.ring, &newest));
    assert_int_equal(newest.power_mw, 300000);
    assert_int_equal(newest.boot, sim.app.kept.counters.boot);
}

static void a_clock_that_was_wrong_changes_no_meters_time(void **state)
{
    (void)state;
    sim.has_broker = false;
    device_sim_run(&sim, 5000);
    uint64_t measured_ms = sim.world_ms / 1000u * 1000u;
    say("CF1", measured_ms, ",\"QuartAveragePower\":1");
    struct app_event event = {.kind = APP_TOLD_TIME, .of.wall_ms = sim.world_ms + 7200000u};
    device_sim_event(&sim, &event);
    device_sim_power_cycle(&sim, 1000);
    sim.has_broker = true;
    device_sim_run(&sim, 60000);
    assert_int_equal(sim.stored, 1);
    assert_int_equal(sim.stamp_ms[0], measured_ms);
}

static void a_silent_meter_is_dead_when_a_quarter_is_missing(void **state) /* FR10.3 */
{
    (void)state;
    assert_non_null(strstr(sim.status, "\"cadenceS\":900,"));
    say("CF1", sim.world_ms, ",\"QuartAveragePower\":1");
    device_sim_run(&sim, 2u * QUARTER_MS - 10000u);
    assert_int_equal(sim.app.led.conditions, 0);
    device_sim_run(&sim, 20000);
    assert_non_null(strstr(sim.status, "\"faults\":[\"measuring_failed\"]"));
    assert_true((sim.app.led.conditions & STATUS_LED_SENSOR) != 0);
    say("CF1", sim.world_ms, ",\"QuartAveragePower\":1");
    device_sim_run(&sim, 1000);
    assert_non_null(strstr(sim.status, "\"faults\":[]"));
}

static void the_modem_is_opened(void **state)
{
    (void)state;
    static const uint8_t status[] = {0x3f, 0, 0};
    static const uint8_t taken[] = {0x06};
    device_sim_power_cycle(&sim, 1000);
    device_sim_run(&sim, 100);
    assert_true(sim.is_line_low);
    device_sim_serial(&sim, status, sizeof status);
    assert_false(sim.is_line_low);
    assert_int_equal(sim.written_bytes, 8);
    device_sim_serial(&sim, taken, sizeof taken);
    assert_true(sim.app.meter.is_open);
    device_sim_run(&sim, 120000);
    assert_false(sim.is_line_low);
}

static void only_the_source_that_is_set_is_heard(void **state)
{
    (void)state;
    sim.measures = true;
    device_sim_run(&sim, 120000);
    assert_int_equal(sim.numbers, 0);
    sim.settings.meter = NULL;
    device_sim_power_cycle(&sim, 1000);
    say("CF1", sim.world_ms, ",\"QuartAveragePower\":1");
    assert_int_equal(sim.numbers, 0);
    device_sim_run(&sim, 61000);
    assert_int_equal(sim.numbers, 1);
}

static void registers_of_our_own_do_not_go_on_from_a_meters(void **state)
{
    (void)state;
    say("CF1", sim.world_ms, ",\"QuartAveragePower\":1,\"TotalActEnergy\":5000");
    sim.settings.meter = NULL;
    device_sim_power_cycle(&sim, 1000);
    assert_int_equal(sim.app.reporting.import_mwh, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_the_meter_says_is_sent, behind_a_meter),
        cmocka_unit_test_setup(a_clock_that_was_wrong_changes_no_meters_time, behind_a_meter),
        cmocka_unit_test_setup(a_silent_meter_is_dead_when_a_quarter_is_missing, behind_a_meter),
        cmocka_unit_test_setup(the_modem_is_opened, behind_a_meter),
        cmocka_unit_test_setup(only_the_source_that_is_set_is_heard, behind_a_meter),
        cmocka_unit_test_setup(registers_of_our_own_do_not_go_on_from_a_meters, behind_a_meter),
    };
    return RUN(tests);
}
