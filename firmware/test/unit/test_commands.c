/* Each command is done once and answered, whatever is repeated or cut off. */
#include "commands.h"

#include <stdio.h>
#include <string.h>

#include "machine_sim.h"
#include "unit.h"

#define NOON_MS UINT64_C(1782043200000) /* 2026-06-21T12:00:00Z */
#define LATER "2026-06-21T12:10:00Z"

static struct machine_sim machine;
static struct commands commands;
static struct commands_abilities abilities;
static char memory[400];
static struct message message;
static bool is_to_confirm;

static int begun(void **state)
{
    (void)state;
    machine_sim_init(&machine, "spring-2027");
    abilities = (struct commands_abilities){true, true};
    message = (struct message){.payload = memory, .room = sizeof memory};
    return commands_begin(&commands, &machine.kv) ? 0 : 1;
}

static enum commands_step hear_at(uint32_t number, const char *kind, const char *expires, uint64_t wall_ms)
{
    char text[300];
    (void)snprintf(text, sizeof text,
                   "{\"commandId\":\"0195f3c2-8f3a-7b1e-9C4d-0000%08x\",\"kind\":\"%s\",\"expiresAt\":\"%s\"}",
                   (unsigned)number, kind, expires);
    return commands_hear(&commands, text, strlen(text), wall_ms, &abilities);
}

static enum commands_step hear(uint32_t number, const char *kind)
{
    return hear_at(number, kind, LATER, NOON_MS);
}

static bool answers(const char *expected)
{
    if (!commands_report(&commands, "MG-1", &message, &is_to_confirm)) {
        return false;
    }
    memory[message.length] = '\0';
    assert_string_equal(message.topic, "report/MG-1/command");
    return strstr(memory, expected) != NULL;
}

static bool is_silent(void)
{
    return !commands_report(&commands, "MG-1", &message, &is_to_confirm);
}

static void identify_is_answered_at_once(void **state) /* FR10.2 */
{
    (void)state;
    assert_int_equal(hear(1, "identify"), COMMANDS_IDENTIFY);
    assert_true(answers("{\"commandId\":\"0195f3c2-8f3a-7b1e-9c4d-000000000001\",\"outcome\":\"done\"}"));
    assert_false(is_to_confirm);
    assert_true(is_silent());
    assert_int_equal(hear(1, "identify"), COMMANDS_NOTHING); /* twice: the same answer */
    assert_true(answers("000001\",\"outcome\":\"done\"}"));
    assert_true(commands_begin(&commands, &machine.kv));
    assert_int_equal(hear(1, "identify"), COMMANDS_NOTHING);
    assert_true(answers("000001\",\"outcome\":\"done\"}"));
}

static void what_came_too_late_is_not_done(void **state)
{
    (void)state;
    assert_int_equal(hear_at(1, "reboot", "2026-06-21T12:00:00Z", NOON_MS), COMMANDS_NOTHING);
    assert_true(answers("\"outcome\":\"expired\"}"));
    assert_int_equal(hear_at(2, "identify", "2026-06-21T12:00:00.001Z", NOON_MS), COMMANDS_IDENTIFY);
}

static void without_the_time_nothing_is_done_yet(void **state)
{
    (void)state;
    assert_int_equal(hear_at(1, "identify", LATER, 0), COMMANDS_NOTHING);
    assert_true(is_silent());
    assert_int_equal(hear(1, "identify"), COMMANDS_IDENTIFY);
    assert_int_equal(hear_at(1, "identify", LATER, 0), COMMANDS_NOTHING);
    assert_true(answers("done"));
    assert_true(answers("done") || is_silent());
}

static void a_reboot_is_answered_after_it(void **state)
{
    (void)state;
    assert_int_equal(hear(1, "reboot"), COMMANDS_RESTART);
    assert_true(is_silent());
    assert_int_equal(hear(1, "reboot"), COMMANDS_NOTHING);
    assert_int_equal(hear(2, "identify"), COMMANDS_NOTHING); /* it is repeated, and done then */
    assert_true(is_silent());
    assert_true(commands_begin(&commands, &machine.kv));
    assert_true(answers("000001\",\"outcome\":\"done\"}"));
    assert_int_equal(hear(1, "reboot"), COMMANDS_NOTHING);
    assert_true(answers("000001\",\"outcome\":\"done\"}"));
    assert_int_equal(hear(2, "identify"), COMMANDS_IDENTIFY);
    assert_true(commands_begin(&commands, &machine.kv));
    assert_true(is_silent()); /* once was enough */
}

static void what_cannot_be_done_is_refused(void **state)
{
    (void)state;
    abilities = (struct commands_abilities){false, false};
    assert_int_equal(hear(1, "reboot"), COMMANDS_NOTHING);
    assert_true(answers("\"outcome\":\"refused\",\"detail\":\"a new image is on trial"));
    assert_int_equal(hear(2, "provision_again"), COMMANDS_NOTHING);
    assert_true(answers("\"outcome\":\"refused\",\"detail\":\"there is no claim certificate to go back to\"}"));
    assert_int_equal(hear(3, "dance"), COMMANDS_NOTHING);
    assert_true(answers("\"outcome\":\"refused\",\"detail\":\"this firmware"));
    assert_int_equal(hear(4, "renew_certificate"), COMMANDS_RENEW);
}

static void the_identity_is_given_up_once_the_answer_is_confirmed(void **state) /* NF11 */
{
    (void)state;
    assert_int_equal(hear(7, "provision_again"), COMMANDS_NOTHING);
    assert_true(commands_is_leaving(&commands));
    assert_true(answers("000007\",\"outcome\":\"done\"}") && is_to_confirm);
    assert_int_equal(hear(8, "identify"), COMMANDS_NOTHING);
    assert_true(commands_begin(&commands, &machine.kv)); /* before it was confirmed */
    assert_true(commands_is_leaving(&commands) && is_silent());
    commands_open(&commands);
    assert_true(answers("000007\",\"outcome\":\"done\"}") && is_to_confirm);
    machine.power = 0;
    assert_false(commands_left(&commands));
    machine.power = MACHINE_SIM_FOREVER;
    assert_true(commands_left(&commands) && commands_left(&commands));
    assert_int_equal(hear(7, "provision_again"), COMMANDS_NOTHING);
    assert_true(answers("000007\",\"outcome\":\"done\"}") && !is_to_confirm);
    assert_false(commands_is_leaving(&commands));
}

static void a_renewal_outlives_a_restart(void **state)
{
    (void)state;
    assert_int_equal(hear(1, "renew_certificate"), COMMANDS_RENEW);
    assert_true(answers("done"));
    assert_true(commands_begin(&commands, &machine.kv));
    assert_true(commands.kept.record.renews);
    machine.power = 0;
    assert_false(commands_renewed(&commands));
    machine.power = MACHINE_SIM_FOREVER;
    assert_true(commands_renewed(&commands));
    assert_true(commands_begin(&commands, &machine.kv));
    assert_false(commands.kept.record.renews);
}

static void a_store_that_refuses_changes_nothing(void **state)
{
    (void)state;
    const char *const kinds[] = {"reboot", "renew_certificate", "provision_again", "identify"};
    assert_int_equal(hear(9, "identify"), COMMANDS_IDENTIFY);
    assert_true(answers("done"));
    for (uint32_t at = 0; at < 4u; at++) {
        machine.power = 0;
        assert_int_equal(hear(at, kinds[at]), COMMANDS_NOTHING);
        assert_true(is_silent() && !commands_is_leaving(&commands));
        machine.power = MACHINE_SIM_FOREVER;
        assert_int_equal(hear(9, "identify"), COMMANDS_NOTHING);
        assert_true(answers("000009"));
    }
    assert_int_equal(hear(0, "reboot"), COMMANDS_RESTART);
    machine.power = 1; /* what is read lasts, what is written does not */
    assert_false(commands_begin(&commands, &machine.kv));
}

static void sixteen_are_remembered(void **state)
{
    (void)state;
    for (uint32_t at = 0; at <= COMMANDS_REMEMBERED; at++) {
        assert_int_equal(hear(at, "identify"), COMMANDS_IDENTIFY);
        assert_true(answers("done"));
    }
    for (uint32_t at = COMMANDS_REMEMBERED; at != 0; at--) {
        assert_int_equal(hear(at, "identify"), COMMANDS_NOTHING);
        assert_true(answers("done"));
    }
    assert_int_equal(hear(0, "identify"), COMMANDS_IDENTIFY);
}

static void anything_else_is_no_command(void **state)
{
    (void)state;
    const char *const others[] = {
        "", "{}", "[1]",
        "{\"commandId\":\"0195f3c2-8f3a-7b1e-9c4d-00000000000\",\"kind\":\"identify\",\"expiresAt\":\"" LATER "\"}",
        "{\"commandId\":\"0195f3c28f3a-7b1e-9c4d-0000000000001\",\"kind\":\"identify\",\"expiresAt\":\"" LATER "\"}",
        "{\"commandId\":\"0195f3c2-8f3a-7b1e-9c4d-00000000000g\",\"kind\":\"identify\",\"expiresAt\":\"" LATER "\"}",
        "{\"commandId\":\"0195f3c2-8f3a-7b1e-9c4d-0000000000g0\",\"kind\":\"identify\",\"expiresAt\":\"" LATER "\"}",
        "{\"commandId\":\"0195f3c2-8f3a-7b1e-9c4d-000000000001\",\"kind\":\"identify\"}",
        "{\"commandId\":\"0195f3c2-8f3a-7b1e-9c4d-000000000001\",\"expiresAt\":\"" LATER "\"}",
        "{\"commandId\":\"0195f3c2-8f3a-7b1e-9c4d-000000000001\",\"kind\":4,\"expiresAt\":\"" LATER "\"}",
        "{\"commandId\":\"0195f3c2-8f3a-7b1e-9c4d-000000000001\",\"kind\":\"identify\",\"expiresAt\":\"noon\"}",
        "{\"kind\":\"identify\",\"expiresAt\":\"" LATER "\"}",
    };
    for (size_t at = 0; at < sizeof others / sizeof others[0]; at++) {
        assert_int_equal(commands_hear(&commands, others[at], strlen(others[at]), NOON_MS, &abilities), COMMANDS_NOTHING);
        assert_true(is_silent());
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(identify_is_answered_at_once, begun),
        cmocka_unit_test_setup(what_came_too_late_is_not_done, begun),
        cmocka_unit_test_setup(without_the_time_nothing_is_done_yet, begun),
        cmocka_unit_test_setup(a_reboot_is_answered_after_it, begun),
        cmocka_unit_test_setup(what_cannot_be_done_is_refused, begun),
        cmocka_unit_test_setup(the_identity_is_given_up_once_the_answer_is_confirmed, begun),
        cmocka_unit_test_setup(a_renewal_outlives_a_restart, begun),
        cmocka_unit_test_setup(a_store_that_refuses_changes_nothing, begun),
        cmocka_unit_test_setup(sixteen_are_remembered, begun),
        cmocka_unit_test_setup(anything_else_is_no_command, begun),
    };
    return RUN(tests);
}
