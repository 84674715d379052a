/* The whole device and what the system asks it to do: commands, and readings again. */
#include "app_session.h"

#include <stdio.h>
#include <string.h>

#include "device_sim.h"
#include "unit.h"

#define MINUTE_MS UINT64_C(60000)

static struct device_sim sim;

static int connected(void **state)
{
    (void)state;
    device_sim_init(&sim);
    device_sim_run(&sim, 5u * MINUTE_MS);
    return sim.is_connected ? 0 : 1;
}

static void order(uint32_t number, const char *kind)
{
    device_sim_order(&sim, number, kind, sim.world_ms + 86400000u);
    device_sim_run(&sim, 1000);
}

static bool is_answered(uint32_t number, const char *outcome)
{
    char text[200];
    (void)snprintf(text, sizeof text, "%08x\",\"outcome\":\"%s\"", (unsigned)number, outcome);
    return strstr(sim.answer, text) != NULL;
}

static void a_reboot_is_done_once_and_answered_after_it(void **state) /* FR10.2 */
{
    (void)state;
    order(1, "reboot");
    assert_int_equal(sim.restarts, 1);
    device_sim_run(&sim, 5000);
    assert_true(is_answered(1, "done"));
    order(1, "reboot");
    assert_int_equal(sim.restarts, 1);
    assert_int_equal(sim.answers_given, 2);
    device_sim_run(&sim, 5u * MINUTE_MS);
    assert_true(device_sim_is_complete(&sim, 10));
}

static void identify_flickers_for_half_a_minute(void **state)
{
    (void)state;
    order(1, "identify");
    assert_true(is_answered(1, "done"));
    assert_true((sim.app.led.conditions & STATUS_LED_IDENTIFY) != 0);
    device_sim_run(&sim, APP_IDENTIFY_MS);
    assert_int_equal(sim.app.led.conditions, 0);
}

static void a_certificate_is_renewed_when_it_is_asked_for(void **state) /* NF11 */
{
    (void)state;
    uint32_t key = sim.key;
    sim.answers = false;
    order(1, "renew_certificate");
    device_sim_run(&sim, 5000);
    assert_true(is_answered(1, "done"));
    assert_true(sim.key != key && sim.slot == 1);
    assert_false(sim.app.commands.kept.record.renews);
    device_sim_power_cycle(&sim, 1000);
    device_sim_run(&sim, 20u * MINUTE_MS);
    assert_int_equal(sim.serial, 2); /* once */
}

static void a_renewal_goes_on_after_a_power_failure(void **state)
{
    (void)state;
    uint32_t key = sim.key;
    char text[200];
    (void)snprintf(text, sizeof text, "{\"commandId\":\"0195f3c2-8f3a-7b1e-9c4d-000000000001\",\"kind\":"
                   "\"renew_certificate\",\"expiresAt\":\"2026-12-31T00:00:00Z\"}");
    const struct app_event event = {.kind = APP_HEARD, .of.message = {"device/MG-1/command", text, strlen(text)}};
    struct app_action actions[APP_MOST_ACTIONS];
    (void)app_step(&sim.app, &event, sim.world_ms - sim.booted_ms, actions, APP_MOST_ACTIONS);
    device_sim_power_cycle(&sim, 1000);
    assert_int_equal(sim.key, key);
    device_sim_run(&sim, MINUTE_MS);
    assert_true(sim.key != key);
}

static void without_a_claim_it_stays_who_it_is(void **state)
{
    (void)state;
    order(1, "provision_again");
    assert_true(is_answered(1, "refused"));
    assert_int_equal(sim.slot, 0);
}

static void begin_with_a_claim_that_is_kept(void)
{
    device_sim_init(&sim);
    sim.settings.keeps_claim = true;
    device_sim_power_cycle(&sim, 0);
    device_sim_run(&sim, 5u * MINUTE_MS);
    assert_true(machine_sim_has(&sim.machine, "claim"));
}

static void it_provisions_itself_again_once_that_is_known(void **state) /* NF11 */
{
    (void)state;
    begin_with_a_claim_that_is_kept();
    uint32_t key = sim.key;
    sim.confirms = false;
    order(1, "provision_again");
    device_sim_run(&sim, MINUTE_MS);
    assert_true(is_answered(1, "done"));
    assert_int_equal(sim.key, key); /* nobody said that the answer is there */
    device_sim_power_cycle(&sim, 1000);
    sim.confirms = true;
    device_sim_run(&sim, 2u * MINUTE_MS);
    assert_int_equal(sim.answers_given, 2);
    assert_true(sim.key != key && sim.is_connected && sim.slot != IDENTITY_CLAIM_SLOT);
    uint32_t connects = sim.connects;
    device_sim_run(&sim, 10u * MINUTE_MS);
    assert_int_equal(sim.connects, connects);
    assert_true(device_sim_is_complete(&sim, 10));
}

static void an_identity_is_given_up_whatever_is_cut_off(void **state)
{
    (void)state;
    for (uint32_t calls = 0; calls < 60u; calls++) {
        begin_with_a_claim_that_is_kept();
        uint32_t key = sim.key;
        sim.machine.power = calls;
        order(1, "provision_again");
        device_sim_run(&sim, 5000);
        sim.machine.power = MACHINE_SIM_FOREVER;
        device_sim_power_cycle(&sim, 1000);
        device_sim_run(&sim, 2u * MINUTE_MS);
        order(1, "provision_again"); /* the system says it again, if nothing came */
        device_sim_run(&sim, 10u * MINUTE_MS);
        assert_true(is_answered(1, "done"));
        assert_true(sim.key != key && sim.is_connected && sim.slot != IDENTITY_CLAIM_SLOT);
        assert_false(commands_is_leaving(&sim.app.commands));
        assert_true(device_sim_is_complete(&sim, 10));
    }
}

static void an_image_on_trial_is_not_restarted(void **state)
{
    (void)state;
    sim.app.ota.kept.record.has_trial = true;
    order(1, "reboot");
    assert_true(is_answered(1, "refused"));
    assert_int_equal(sim.restarts, 0);
}

static void readings_are_sent_again_when_they_are_asked_for(void **state) /* FR10.2 */
{
    (void)state;
    device_sim_run(&sim, 60u * MINUTE_MS);
    assert_int_equal(sim.stored, 65);
    assert_true(strstr(sim.status, "\"oldestSequence\":0,\"newestSequence\":6") != NULL);
    memset(sim.has + 10, false, 20); /* the system loses them */
    sim.stored -= 20u;
    device_sim_power_cycle(&sim, 1000);
    device_sim_run(&sim, 5000);
    device_sim_say(&sim, "resend", "{\"ranges\":[{\"first\":10,\"last\":19},{\"first\":20,\"last\":29}]}");
    device_sim_run(&sim, 5000);
    assert_int_equal(sim.stored, 65);
    assert_true(device_sim_is_complete(&sim, 10));
}

static void readings_of_a_wrong_clock_are_corrected_when_they_are_sent_again(void **state)
{
    (void)state;
    device_sim_init(&sim);
    sim.has_sntp = false;
    const struct app_event event = {.kind = APP_TOLD_TIME, .of.wall_ms = sim.world_ms - 3600000u};
    device_sim_event(&sim, &event);
    sim.has_broker = false;
    device_sim_run(&sim, 10u * MINUTE_MS);
    const struct app_event truth = {.kind = APP_TOLD_TIME, .of.wall_ms = sim.world_ms};
    device_sim_event(&sim, &truth);
    sim.has_broker = true;
    device_sim_run(&sim, 10u * MINUTE_MS);
    assert_true(device_sim_is_complete(&sim, 10));
    device_sim_run(&sim, 3u * MINUTE_MS); /* and the cursor is saved */
    const struct app_event later = {.kind = APP_TOLD_TIME, .of.wall_ms = sim.world_ms + 5000u};
    device_sim_event(&sim, &later); /* once more, so that what nobody needs is forgotten */
    memset(sim.has, false, 10);
    device_sim_say(&sim, "resend", "{\"ranges\":[{\"first\":0,\"last\":9}]}");
    device_sim_run(&sim, 5000);
    assert_true(device_sim_is_complete(&sim, 6000));
}

static void the_signal_is_said(void **state)
{
    (void)state;
    assert_null(strstr(sim.status, "rssiDbm"));
    sim.rssi_dbm = -67;
    struct app_event event = {.kind = APP_SIGNAL, .of.rssi_dbm = -67};
    device_sim_event(&sim, &event);
    event.of.rssi_dbm = -151;
    device_sim_event(&sim, &event);
    device_sim_run(&sim, APP_STATUS_MS);
    assert_non_null(strstr(sim.status, ",\"rssiDbm\":-67,"));
    sim.has_wifi = false;
    device_sim_run(&sim, MINUTE_MS);
    assert_int_equal(sim.app.rssi_dbm, APP_NO_RSSI);
    sim.has_wifi = true;
    device_sim_run(&sim, 5u * MINUTE_MS);
    assert_int_equal(sim.app.rssi_dbm, -67);
}

static void what_fails_is_said(void **state) /* FR10.3, FR10.4 */
{
    (void)state;
    sim.answers = false;
    device_sim_run(&sim, 3u * MINUTE_MS);
    assert_non_null(strstr(sim.status, "\"faults\":[\"sending_failed\"]"));
    sim.answers = true;
    sim.app.reporting.flags = READING_CLIPPED;
    device_sim_run(&sim, MINUTE_MS);
    assert_non_null(strstr(sim.status, "\"faults\":[\"sensor_clipping\"]"));
    sim.measures = false;
    device_sim_run(&sim, 5000);
    assert_non_null(strstr(sim.status, "\"faults\":[\"measuring_failed\",\"sensor_clipping\"]"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_reboot_is_done_once_and_answered_after_it, connected),
        cmocka_unit_test_setup(identify_flickers_for_half_a_minute, connected),
        cmocka_unit_test_setup(a_certificate_is_renewed_when_it_is_asked_for, connected),
        cmocka_unit_test_setup(a_renewal_goes_on_after_a_power_failure, connected),
        cmocka_unit_test_setup(without_a_claim_it_stays_who_it_is, connected),
        cmocka_unit_test_setup(it_provisions_itself_again_once_that_is_known, connected),
        cmocka_unit_test_setup(an_identity_is_given_up_whatever_is_cut_off, connected),
        cmocka_unit_test_setup(an_image_on_trial_is_not_restarted, connected),
        cmocka_unit_test_setup(readings_are_sent_again_when_they_are_asked_for, connected),
        cmocka_unit_test_setup(readings_of_a_wrong_clock_are_corrected_when_they_are_sent_again, connected),
        cmocka_unit_test_setup(the_signal_is_said, connected),
        cmocka_unit_test_setup(what_fails_is_said, connected),
    };
    return RUN(tests);
}
