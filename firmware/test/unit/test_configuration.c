/* FR10: what is desired is taken as a whole or not at all, and is there after a restart. */
#include "configuration.h"

#include <stdio.h>
#include <string.h>

#include "machine_sim.h"
#include "unit.h"

#define CALIBRATION ",\"calibration\":{\"currentGain\":1,\"voltageGain\":1,\"phaseShiftDeg\":0,\"offsetW\":0}"
#define USUAL "\"reportingIntervalS\":60,\"onChangeW\":300,\"transformationConstant\":1" CALIBRATION

static struct machine_sim machine;
static struct configuration configuration;
static struct message message;
static char memory[512];
static const struct ct_calibration factory = {0.4, 0.02, 2.0, 0.5, 0.1, false};

static int begun(void **state)
{
    (void)state;
    machine_sim_init(&machine, "spring-2027");
    message = (struct message){.payload = memory, .room = sizeof memory};
    configuration_begin(&configuration, &machine.kv, &factory);
    return 0;
}

static enum configuration_outcome hear(const char *text)
{
    return configuration_hear(&configuration, text, strlen(text));
}

static void assert_reports(const char *expected)
{
    assert_true(configuration_report(&configuration, "MG-1", &message));
    memory[message.length] = '\0';
    assert_string_equal(memory, expected);
    assert_string_equal(message.topic, "report/MG-1/configuration");
}

static void a_new_device_works_by_the_defaults(void **state)
{
    (void)state;
    assert_reports("{\"version\":0,\"configuration\":{" USUAL "}}");
    message.room = 100;
    assert_false(configuration_report(&configuration, "MG-1", &message));
}

static void until_something_is_desired_it_reads_as_it_was_made_to(void **state)
{
    (void)state;
    configuration_expect(&configuration, 0);
    assert_reports("{\"version\":0,\"configuration\":{" USUAL "}}");
    configuration_expect(&configuration, 900);
    assert_int_equal(configuration.kept.record.value[CONFIGURATION_INTERVAL_S], 900);
    assert_int_equal(hear("{\"version\":1,\"configuration\":{}}"), CONFIGURATION_TAKEN);
    configuration_begin(&configuration, &machine.kv, &factory);
    configuration_expect(&configuration, 900);
    assert_reports("{\"version\":1,\"configuration\":{" USUAL "}}");
}

static void what_is_desired_is_taken_kept_and_worked_by(void **state)
{
    (void)state;
    struct reporting reporting;
    struct ct_calibration calibration;
    reporting_begin(&reporting, 0, 0);
    assert_int_equal(hear("{\"version\":7,\"configuration\":{\"reportingIntervalS\":30,\"onChangeW\":150.5,"
                          "\"transformationConstant\":2,\"colour\":\"red\",\"calibration\":{\"currentGain\":1.012345,"
                          "\"phaseShiftDeg\":-1.5,\"offsetW\":-2}}}"),
                     CONFIGURATION_TAKEN);
    assert_int_equal(hear("{\"version\":7,\"configuration\":{}}"), CONFIGURATION_KNOWN);
    assert_int_equal(hear("{\"version\":6,\"configuration\":{}}"), CONFIGURATION_KNOWN);
    configuration_begin(&configuration, &machine.kv, &factory);
    assert_reports("{\"version\":7,\"configuration\":{\"reportingIntervalS\":30,\"onChangeW\":150.5,"
                   "\"transformationConstant\":2,\"calibration\":{\"currentGain\":1.012345,\"voltageGain\":1,"
                   "\"phaseShiftDeg\":-1.5,\"offsetW\":-2}}}");
    configuration_apply(&configuration, &reporting, &calibration);
    assert_int_equal(reporting.interval_ms, 30000);
    assert_true(reporting.change_mw > 75249.0 && reporting.change_mw < 75251.0); /* 150.5 W by K = 2 */
    assert_true(calibration.phase_shift_deg > 0.499 && calibration.phase_shift_deg < 0.501);
    assert_true(calibration.offset_w > -1.501 && calibration.offset_w < -1.499);
}

static void one_wrong_member_rejects_it_all(void **state)
{
    (void)state;
    static const struct {
        const char *members;
        const char *name;
    } cases[] = {
        {"\"reportingIntervalS\":0", "reportingIntervalS"},
        {"\"reportingIntervalS\":901", "reportingIntervalS"},
        {"\"reportingIntervalS\":null", "reportingIntervalS"},
        {"\"reportingIntervalS\":1.5", "reportingIntervalS"},
        {"\"onChangeW\":-0.1", "onChangeW"},
        {"\"onChangeW\":100000.1", "onChangeW"},
        {"\"onChangeW\":\"5\"", "onChangeW"},
        {"\"transformationConstant\":0", "transformationConstant"},
        {"\"calibration\":[]", "currentGain"},
        {"\"calibration\":{\"currentGain\":10.1}", "currentGain"},
        {"\"calibration\":{\"voltageGain\":-1}", "voltageGain"},
        {"\"calibration\":{\"phaseShiftDeg\":31}", "phaseShiftDeg"},
        {"\"calibration\":{\"phaseShiftDeg\":29}", "phaseShiftDeg"}, /* with the factory's 2 degrees */
        {"\"calibration\":{\"offsetW\":1001}", "offsetW"},
    };
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
        char text[200];
        char expected[400];
        (void)begun(NULL);
        (void)snprintf(text, sizeof text, "{\"version\":3,\"configuration\":{%s}}", cases[at].members);
        assert_int_equal(hear(text), CONFIGURATION_REJECTED);
        configuration_begin(&configuration, &machine.kv, &factory);
        (void)snprintf(expected, sizeof expected,
                       "{\"version\":3,\"configuration\":{" USUAL
                       "},\"rejected\":\"%s is missing or outside its limits\"}", cases[at].name);
        assert_reports(expected);
        assert_int_equal(configuration.kept.record.version, 0);
        assert_int_equal(hear("{\"version\":4,\"configuration\":{}}"), CONFIGURATION_TAKEN);
        assert_reports("{\"version\":4,\"configuration\":{" USUAL "}}");
    }
    assert_int_equal(hear("{\"version\":5,\"configuration\":5}"), CONFIGURATION_REJECTED);
    assert_int_equal(hear("{\"version\":6}"), CONFIGURATION_REJECTED);
}

static void without_a_version_it_is_not_answered(void **state)
{
    (void)state;
    assert_int_equal(hear("{"), CONFIGURATION_UNREADABLE);
    assert_int_equal(hear("{\"configuration\":{}}"), CONFIGURATION_UNREADABLE);
    assert_int_equal(hear("{\"version\":0,\"configuration\":{}}"), CONFIGURATION_UNREADABLE);
    assert_int_equal(hear("{\"version\":\"1\"}"), CONFIGURATION_UNREADABLE);
}

static void what_the_flash_refuses_is_not_worked_by(void **state)
{
    (void)state;
    machine.power = 0;
    assert_int_equal(hear("{\"version\":1,\"configuration\":{\"reportingIntervalS\":5}}"), CONFIGURATION_NOT_KEPT);
    assert_reports("{\"version\":0,\"configuration\":{" USUAL "}}");
    machine.power = MACHINE_SIM_FOREVER;
    assert_int_equal(hear("{\"version\":1,\"configuration\":{\"reportingIntervalS\":5}}"), CONFIGURATION_TAKEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_new_device_works_by_the_defaults, begun),
        cmocka_unit_test_setup(until_something_is_desired_it_reads_as_it_was_made_to, begun),
        cmocka_unit_test_setup(what_is_desired_is_taken_kept_and_worked_by, begun),
        cmocka_unit_test_setup(one_wrong_member_rejects_it_all, begun),
        cmocka_unit_test_setup(without_a_version_it_is_not_answered, begun),
        cmocka_unit_test_setup(what_the_flash_refuses_is_not_worked_by, begun),
    };
    return RUN(tests);
}
