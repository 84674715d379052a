/* NF11: a new certificate in time, over the device's own connection. */
#include "renewal.h"

#include <stdio.h>
#include <string.h>

#include "machine_sim.h"
#include "unit.h"

#define ENDS_S UINT64_C(1800000000)
#define DUE_MS ((ENDS_S - RENEWAL_BEFORE_END_S) * 1000u)

static struct machine_sim machine;
static struct identity identity;
static struct renewal renewal;
static char scratch[IDENTITY_PEM_BYTES];
static char memory[4096];
static struct message message;

static int provisioned(void **state)
{
    (void)state;
    char pem[256];
    machine_sim_init(&machine, "spring-2027");
    message = (struct message){.payload = memory, .room = sizeof memory};
    if (!identity_begin(&identity, &machine.kv, &machine.crypto, "MG-1", false, scratch) || !identity_fresh_key(&identity)) {
        return 1;
    }
    size_t length = machine_sim_certificate(pem, sizeof pem, machine.key[0], "MG-1", 7, ENDS_S);
    renewal_begin(&renewal, &identity);
    return identity_issued(&identity, pem, length, "MG-1", "", 0) && identity_promote(&identity) ? 0 : 1;
}

static bool issue(uint32_t key, uint64_t now_ms)
{
    char answer[512];
    (void)snprintf(answer, sizeof answer,
                   "{\"certificate\":\"certificate\\nkey %u\\nname MG-1\\nserial 2b\\nends 1900000000\\n\"}",
                   (unsigned)key);
    return renewal_hear(&renewal, answer, strlen(answer), now_ms, scratch);
}

static uint32_t asked_key(void)
{
    return machine_sim_key_of_request(message.payload, message.length);
}

static void it_asks_from_30_days_before_the_end(void **state)
{
    (void)state;
    assert_false(renewal_ask(&renewal, 0, 0, &message)); /* nobody knows the time */
    assert_false(renewal_ask(&renewal, 0, DUE_MS - 1u, &message));
    assert_true(renewal_ask(&renewal, 0, DUE_MS, &message));
    assert_string_equal(message.topic, "report/MG-1/certificate");
    uint32_t key = asked_key();
    assert_int_equal(key, machine.key[1]);
    assert_false(renewal_ask(&renewal, RENEWAL_ASK_AGAIN_MS - 1u, DUE_MS, &message));
    assert_true(renewal_ask(&renewal, RENEWAL_ASK_AGAIN_MS, DUE_MS, &message));
    assert_int_equal(asked_key(), key);
}

static void the_new_one_is_promoted_and_the_old_one_erased(void **state)
{
    (void)state;
    assert_false(issue(machine.key[0], 0)); /* nobody asked */
    assert_true(renewal_ask(&renewal, 0, DUE_MS, &message));
    assert_false(issue(machine.key[0], 0));
    assert_true(issue(asked_key(), 5));
    assert_false(issue(asked_key(), 5)); /* a repeated answer */
    assert_false(renewal_ask(&renewal, 9000000, DUE_MS, &message));
    assert_int_equal(identity.kept.record.current, 0);
    assert_true(identity_promote(&identity));
    assert_int_equal(identity.kept.record.current, 1);
    assert_int_equal(machine.key[0], 0);
    assert_false(machine_sim_has(&machine, "certificate0"));
    assert_false(renewal_ask(&renewal, 9000000, DUE_MS, &message));
    renewal_want(&renewal);
    assert_true(renewal_ask(&renewal, 0, 0, &message));
}

static void who_came_back_with_the_old_one_shows_the_new_one_again(void **state)
{
    (void)state;
    assert_false(renewal_is_to_be_shown(&renewal, 0));
    assert_true(renewal_ask(&renewal, 0, DUE_MS, &message));
    assert_true(issue(asked_key(), 1000));
    assert_false(renewal_is_to_be_shown(&renewal, 1000 + RENEWAL_ASK_AGAIN_MS - 1u));
    assert_true(renewal_is_to_be_shown(&renewal, 1000 + RENEWAL_ASK_AGAIN_MS));
    assert_false(renewal_is_to_be_shown(&renewal, 1000 + RENEWAL_ASK_AGAIN_MS));
    assert_true(renewal_is_to_be_shown(&renewal, 1000 + 2u * RENEWAL_ASK_AGAIN_MS));
    renewal_begin(&renewal, &identity); /* after a restart at once */
    assert_true(renewal_is_to_be_shown(&renewal, 0));
}

static void a_refusal_is_heeded_and_rubbish_left(void **state)
{
    (void)state;
    const char *refusal = "{\"certificate\":null,\"refused\":\"rate_limited\",\"retryAfterS\":3600}";
    assert_true(renewal_ask(&renewal, 0, DUE_MS, &message));
    assert_false(renewal_hear(&renewal, "{", 1, 0, scratch));
    assert_false(renewal_hear(&renewal, "{}", 2, 0, scratch));
    assert_false(renewal_hear(&renewal, refusal, strlen(refusal), 0, scratch));
    assert_false(renewal_ask(&renewal, 3599999, DUE_MS, &message));
    assert_true(renewal_ask(&renewal, 3600000, DUE_MS, &message));
    machine.power = 0;
    assert_false(renewal_ask(&renewal, 9600000, DUE_MS, &message));
}

static void power_may_fail_between_any_two_calls(void **state)
{
    (void)state;
    for (uint32_t cut = 0; cut < 20; cut++) {
        (void)provisioned(NULL);
        machine.power = cut;
        if (renewal_ask(&renewal, 0, DUE_MS, &message) && issue(asked_key(), 0)) {
            (void)identity_promote(&identity);
        }
        machine.power = MACHINE_SIM_FOREVER;
        assert_true(identity_begin(&identity, &machine.kv, &machine.crypto, "MG-1", false, scratch));
        unsigned current = identity.kept.record.current;
        assert_true(current < 2u && machine.key[current] != 0); /* never without an identity */
        assert_true(machine_sim_has(&machine, identity_key_of(current)));
        renewal_begin(&renewal, &identity);
        if (current == 0 && !identity_is(&identity, IDENTITY_READY)) {
            assert_true(renewal_ask(&renewal, 0, DUE_MS, &message));
            assert_true(asked_key() != machine.key[0] && issue(asked_key(), 0));
        }
        assert_true(current == 1 || identity_promote(&identity));
        assert_int_equal(machine.key[0], 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(it_asks_from_30_days_before_the_end, provisioned),
        cmocka_unit_test_setup(the_new_one_is_promoted_and_the_old_one_erased, provisioned),
        cmocka_unit_test_setup(who_came_back_with_the_old_one_shows_the_new_one_again, provisioned),
        cmocka_unit_test_setup(a_refusal_is_heeded_and_rubbish_left, provisioned),
        cmocka_unit_test(power_may_fail_between_any_two_calls),
    };
    return RUN(tests);
}
