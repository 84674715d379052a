/* The whole device, against a simulated network and system. */
#include "app.h"

#include <stdio.h>
#include <string.h>

#include "device_sim.h"
#include "unit.h"

#define HOUR_MS UINT64_C(3600000)
#define DAY_MS (24u * HOUR_MS)
#define OFFER                                                                                                      \
    "{\"updateId\":\"u1\",\"version\":\"1.3.0\",\"hardware\":\"esp32s3-1\",\"sizeBytes\":1000,\"sha256\":"           \
    "\"ab00000000000000000000000000000000000000000000000000000000000000\",\"signature\":"                            \
    "\"dGhlIG1ha2VyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\",\"url\":"     \
    "\"https://gateway/1\"}"

static struct device_sim sim;

static int factory_new(void **state)
{
    (void)state;
    device_sim_init(&sim);
    return 0;
}

static bool status_says(const char *what)
{
    return strstr(sim.status, what) != NULL;
}

static void it_provisions_itself_and_sends(void **state) /* FR10.1, FR10.2 */
{
    (void)state;
    device_sim_run(&sim, 9000);
    assert_true(sim.key != 0 && sim.slot == 0);
    assert_false(machine_sim_has(&sim.machine, "claim"));
    assert_true(sim.first_publish_ms != 0 && sim.first_publish_ms < 10000u);
    assert_true(status_says("\"state\":\"online\",\"connection\":1,\"cadenceS\":60,\"firmware\":\"1.2.0\""));
    assert_true(status_says("\"certificateSerial\":\"1\",\"faults\":[]"));
    assert_int_equal(sim.app.led.conditions, 0);
    device_sim_run(&sim, HOUR_MS);
    assert_int_equal(sim.stored, 60);
    assert_int_equal(sim.batches, 0); /* all of them live */
    assert_true(device_sim_is_complete(&sim, 10));
    assert_int_equal(flash_ring_pending(&sim.app.ring), 0);
}

static void a_week_without_broker_is_caught_up_with(void **state) /* FR10.2, FR10.4 */
{
    (void)state;
    device_sim_run(&sim, HOUR_MS);
    sim.has_broker = false;
    device_sim_run(&sim, 7u * DAY_MS);
    assert_int_equal(sim.stored, 60);
    assert_int_equal(flash_ring_pending(&sim.app.ring), 10080);
    assert_true((sim.app.led.conditions & STATUS_LED_BROKER) != 0);
    assert_in_range(sim.connects, 2000, 8000); /* every 2.5 minutes, about */
    sim.has_broker = true;
    device_sim_run(&sim, 12u * 60000u); /* a day a minute, and the backoff */
    assert_int_equal(flash_ring_pending(&sim.app.ring), 0);
    assert_true(device_sim_is_complete(&sim, 10));
    assert_true(sim.received <= sim.stored + 40u);
    assert_int_equal(sim.app.led.conditions, 0);
}

static void live_readings_do_not_wait_for_the_backlog(void **state)
{
    (void)state;
    device_sim_run(&sim, HOUR_MS);
    sim.has_broker = false;
    device_sim_run(&sim, 5u * DAY_MS);
    sim.has_broker = true;
    for (uint32_t at = 0; at < 600u && !sim.is_connected; at++) {
        device_sim_run(&sim, 1000);
    }
    device_sim_run(&sim, 62000);
    assert_true(flash_ring_pending(&sim.app.ring) > 100u);
    assert_true(sim.has[sim.numbers - 1u]);
}

static void without_time_readings_wait_and_get_their_own(void **state) /* clock unknown at boot */
{
    (void)state;
    sim.has_sntp = false;
    device_sim_run(&sim, 5u * 60000u);
    assert_int_equal(sim.numbers, 5);
    assert_int_equal(sim.stored, 0);
    const struct app_event event = {.kind = APP_TOLD_TIME, .of.wall_ms = sim.world_ms};
    device_sim_event(&sim, &event);
    device_sim_run(&sim, 5000);
    assert_int_equal(sim.stored, 5);
    assert_true(device_sim_is_complete(&sim, 10));
}

static void a_clock_wrong_at_boot_is_set_by_the_system(void **state)
{
    (void)state;
    sim.has_sntp = false;
    const struct app_event event = {.kind = APP_TOLD_TIME, .of.wall_ms = sim.world_ms + DAY_MS};
    device_sim_event(&sim, &event);
    device_sim_run(&sim, 5u * 60000u);
    assert_true(device_sim_is_complete(&sim, 10));
    assert_true(status_says("\"clockOffsetMs\":-864000"));
}

static void what_was_measured_outlives_power_failures(void **state)
{
    (void)state;
    device_sim_run(&sim, HOUR_MS);
    sim.has_broker = false;
    for (uint32_t at = 0; at < 50u; at++) {
        device_sim_run(&sim, 600000u + 7777u * at);
        device_sim_power_cycle(&sim, 5000);
    }
    sim.has_broker = true;
    device_sim_run(&sim, 12u * 60000u);
    assert_int_equal(flash_ring_pending(&sim.app.ring), 0);
    assert_true(device_sim_is_complete(&sim, 10));
    assert_int_equal(sim.app.kept.counters.boot, 51);
    struct reading newest;
    assert_true(flash_ring_newest(&sim.app.ring, &newest));
    assert_in_range(newest.import_mwh, 11000000u, 12100000u); /* 1 kW for 12 hours */
}

static void a_silent_sensor_shows_in_less_than_5_s(void **state) /* FR10.3 */
{
    (void)state;
    device_sim_run(&sim, 60000);
    sim.measures = false;
    device_sim_run(&sim, 5000);
    assert_true((sim.app.led.conditions & STATUS_LED_SENSOR) != 0);
    assert_true(status_says("\"faults\":[\"measuring_failed\"]"));
    sim.measures = true;
    device_sim_run(&sim, 1000);
    assert_true((sim.app.led.conditions & STATUS_LED_SENSOR) == 0);
    assert_true(status_says("\"faults\":[]"));
}

static void faults_of_the_line_show(void **state) /* FR10.4 */
{
    (void)state;
    device_sim_run(&sim, 60000);
    sim.answers = false;
    device_sim_run(&sim, 3u * 60000u);
    assert_true((sim.app.led.conditions & STATUS_LED_BROKER) != 0);
    sim.has_wifi = false;
    device_sim_run(&sim, 1000);
    assert_true((sim.app.led.conditions & STATUS_LED_WIFI) != 0);
    bool was_lit = sim.is_lit;
    uint32_t changes = 0;
    for (uint32_t at = 0; at < 100u; at++) {
        device_sim_run(&sim, 50);
        changes += sim.is_lit != was_lit;
        was_lit = sim.is_lit;
    }
    assert_true(changes >= 6u); /* three blinks within 5 s */
}

static void a_certificate_is_renewed_in_time(void **state) /* NF11 */
{
    (void)state;
    sim.certificate_ends_s = sim.world_ms / 1000u + 32u * 86400u;
    device_sim_run(&sim, DAY_MS);
    uint32_t key = sim.key;
    sim.certificate_ends_s += UINT64_C(7776000);
    device_sim_run(&sim, DAY_MS - HOUR_MS); /* 30 days are left in an hour */
    assert_int_equal(sim.key, key);
    device_sim_run(&sim, 2u * HOUR_MS);
    assert_true(sim.key != key && sim.slot == 1);
    assert_true(status_says("\"certificateSerial\":\"2\""));
    assert_int_equal(sim.machine.key[0], 0);
    device_sim_run(&sim, DAY_MS);
    assert_int_equal(sim.serial, 2); /* once */
}

static void one_that_is_turned_away_with_the_new_certificate_tries_it_again(void **state)
{
    (void)state;
    device_sim_run(&sim, 60000);
    uint32_t key = sim.key;
    sim.turns_away = true;
    renewal_want(&sim.app.renewal);
    device_sim_run(&sim, 60000);
    assert_int_equal(sim.key, key); /* with the old one, and measuring on */
    assert_true(sim.is_connected && sim.slot == 0);
    sim.turns_away = false;
    device_sim_run(&sim, RENEWAL_ASK_AGAIN_MS + 60000u);
    assert_true(sim.key != key && sim.slot == 1);
}

static void a_refused_device_says_so_and_comes_back_later(void **state)
{
    (void)state;
    strcpy(sim.refusal, "{\"code\":\"unknown_serial_number\"}");
    device_sim_run(&sim, 60000);
    assert_true((sim.app.led.conditions & STATUS_LED_IDENTITY) != 0);
    assert_int_equal(sim.connects, 1);
    sim.refusal[0] = '\0';
    device_sim_run(&sim, 460000);
    assert_true(sim.key != 0 && sim.stored != 0);
    assert_int_equal(sim.app.led.conditions, 0);
}

static void a_system_that_does_not_answer_a_claim_is_left(void **state)
{
    (void)state;
    strcpy(sim.refusal, "{}");
    device_sim_run(&sim, 10u * 60000u);
    assert_in_range(sim.connects, 5, 12);
    sim.refusal[0] = '\0';
    device_sim_run(&sim, 120000);
    assert_true(sim.key != 0);
}

static void without_claim_and_identity_it_only_measures(void **state)
{
    (void)state;
    (void)sim.machine.kv.erase(&sim.machine, "claim");
    device_sim_power_cycle(&sim, 1000);
    device_sim_run(&sim, 5u * 60000u);
    assert_int_equal(sim.connects, 0);
    assert_int_equal(sim.numbers, 5);
    assert_true((sim.app.led.conditions & STATUS_LED_IDENTITY) != 0);
}

static void a_configuration_is_worked_by(void **state)
{
    (void)state;
    device_sim_run(&sim, 60000);
    device_sim_say(&sim, "configuration", "{\"version\":2,\"configuration\":{\"reportingIntervalS\":10}}");
    device_sim_run(&sim, 1000);
    assert_true(strncmp(sim.report, "configuration {\"version\":2,", 27) == 0);
    assert_true(status_says("\"cadenceS\":10") && status_says("\"configurationVersion\":2"));
    uint32_t stored = sim.stored;
    device_sim_run(&sim, 60000);
    assert_in_range(sim.stored, stored + 5u, stored + 6u);
    device_sim_power_cycle(&sim, 1000);
    assert_int_equal(sim.app.reporting.interval_ms, 10000);
    device_sim_run(&sim, 1000);
    device_sim_say(&sim, "configuration", "{\"version\":3,\"configuration\":{\"reportingIntervalS\":0}}");
    device_sim_run(&sim, 1000);
    assert_true(strstr(sim.report, "\"rejected\":\"reportingIntervalS") != NULL);
}

static void a_configuration_is_reported_whatever_else_is_heard(void **state)
{
    (void)state;
    device_sim_run(&sim, 60000);
    device_sim_say(&sim, "configuration", "{\"version\":2,\"configuration\":{\"reportingIntervalS\":10}}");
    device_sim_say(&sim, "configuration", "{\"version\":");
    device_sim_run(&sim, 1000);
    assert_true(strncmp(sim.report, "configuration {\"version\":2,", 27) == 0);
}

static void download(void)
{
    device_sim_run(&sim, 60000);
    strcpy(sim.version[1], "1.3.0");
    device_sim_say(&sim, "firmware", OFFER);
    device_sim_run(&sim, 1000);
    assert_string_equal(sim.download, "https://gateway/1 from 0");
    struct app_event event = {.kind = APP_DOWNLOADED, .of.bytes = 600};
    device_sim_event(&sim, &event);
    event.kind = APP_DOWNLOAD_BROKE;
    device_sim_event(&sim, &event);
    device_sim_run(&sim, 2000);
    assert_string_equal(sim.download, "https://gateway/1 from 600");
    event = (struct app_event){.kind = APP_DOWNLOADED, .of.bytes = 1000};
    device_sim_event(&sim, &event);
    event = (struct app_event){.kind = APP_DOWNLOAD_ENDED, .of.sha256 = {0xab}};
    device_sim_event(&sim, &event);
    device_sim_run(&sim, 1000);
    assert_true(strstr(sim.report, "\"installing\"") != NULL);
    device_sim_run(&sim, 1000);
    assert_int_equal(sim.restarts, 1);
}

static void an_update_is_confirmed_by_a_reading_that_was_answered(void **state)
{
    (void)state;
    download();
    assert_int_equal(sim.runs, 1);
    device_sim_run(&sim, 30000);
    assert_true(status_says("\"firmware\":\"1.3.0\""));
    assert_false(sim.is_good[1]);
    device_sim_run(&sim, 40000);
    assert_true(sim.is_good[1]);
    assert_true(strstr(sim.report, "\"confirmed\"") != NULL);
}

static void an_image_that_does_not_measure_is_rolled_back(void **state)
{
    (void)state;
    download();
    sim.measures = false;
    device_sim_run(&sim, OTA_TRIAL_MS + 10000u);
    assert_int_equal(sim.runs, 0);
    assert_true(strstr(sim.report, "\"rolled_back\"") != NULL);
    assert_true(status_says("\"firmware\":\"1.2.0\""));
    sim.measures = true;
    device_sim_run(&sim, 120000);
    assert_true(sim.has[sim.numbers - 1u]);
}

static void samples_become_readings(void **state) /* FR10.1 */
{
    (void)state;
    static uint16_t voltage[4000];
    static uint16_t current[4000];
    for (uint32_t at = 0; at < 4000u; at++) { /* a square wave at 50 Hz */
        voltage[at] = at % 80u < 40u ? 2048 + 575 : 2048 - 575;
        current[at] = at % 80u < 40u ? 2048 + 217 : 2048 - 217;
    }
    device_sim_run(&sim, 500);
    sim.measures = false;
    struct app_event event = {.kind = APP_SAMPLED, .of.samples = {voltage, current, 4000}};
    for (uint32_t at = 0; at < 70u; at++) {
        device_sim_event(&sim, &event);
        device_sim_run(&sim, 1000);
    }
    struct reading newest;
    assert_true(flash_ring_newest(&sim.app.ring, &newest));
    assert_in_range(newest.power_mw, 950000, 1050000); /* 230 V by 4.34 A */
    assert_int_equal(sim.stored, 1);
}

static void a_flash_that_refuses_shows(void **state)
{
    (void)state;
    device_sim_run(&sim, 30000);
    sim.flash.refuses = true;
    device_sim_run(&sim, 60000);
    assert_true(status_says("\"faults\":[\"storage_failed\"]"));
    assert_true((sim.app.led.conditions & STATUS_LED_SENSOR) != 0);
    sim.flash.refuses = false;
    device_sim_run(&sim, 62000);
    assert_true(status_says("\"faults\":[]"));
    sim.machine.power = 0;
    assert_false(app_begin(&sim.app, &sim.ports, &sim.settings, 0));
    struct app_action action;
    const struct app_event event = {.kind = APP_WOKEN};
    assert_int_equal(app_step(&sim.app, &event, 0, &action, 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(it_provisions_itself_and_sends, factory_new),
        cmocka_unit_test_setup(a_week_without_broker_is_caught_up_with, factory_new),
        cmocka_unit_test_setup(live_readings_do_not_wait_for_the_backlog, factory_new),
        cmocka_unit_test_setup(without_time_readings_wait_and_get_their_own, factory_new),
        cmocka_unit_test_setup(a_clock_wrong_at_boot_is_set_by_the_system, factory_new),
        cmocka_unit_test_setup(what_was_measured_outlives_power_failures, factory_new),
        cmocka_unit_test_setup(a_silent_sensor_shows_in_less_than_5_s, factory_new),
        cmocka_unit_test_setup(faults_of_the_line_show, factory_new),
        cmocka_unit_test_setup(a_certificate_is_renewed_in_time, factory_new),
        cmocka_unit_test_setup(one_that_is_turned_away_with_the_new_certificate_tries_it_again, factory_new),
        cmocka_unit_test_setup(a_refused_device_says_so_and_comes_back_later, factory_new),
        cmocka_unit_test_setup(a_system_that_does_not_answer_a_claim_is_left, factory_new),
        cmocka_unit_test_setup(without_claim_and_identity_it_only_measures, factory_new),
        cmocka_unit_test_setup(a_configuration_is_worked_by, factory_new),
        cmocka_unit_test_setup(a_configuration_is_reported_whatever_else_is_heard, factory_new),
        cmocka_unit_test_setup(an_update_is_confirmed_by_a_reading_that_was_answered, factory_new),
        cmocka_unit_test_setup(an_image_that_does_not_measure_is_rolled_back, factory_new),
        cmocka_unit_test_setup(samples_become_readings, factory_new),
        cmocka_unit_test_setup(a_flash_that_refuses_shows, factory_new),
    };
    return RUN(tests);
}
