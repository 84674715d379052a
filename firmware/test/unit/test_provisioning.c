/* FR10.2, NF11: from the claim to an identity, whatever is cut off. */
#include "provisioning.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine_sim.h"
#include "unit.h"

static struct machine_sim machine;
static struct identity identity;
static struct provisioning provisioning;
static char scratch[IDENTITY_PEM_BYTES];
static char memory[4096];
static struct message message;
static const uint32_t chance[4] = {0x89abcdefu, 0x01234567u, 3, 4};

static int fresh(void **state)
{
    (void)state;
    machine_sim_init(&machine, "spring-2027");
    message = (struct message){.payload = memory, .room = sizeof memory};
    return identity_begin(&identity, &machine.kv, &machine.crypto, "MG-1", false, scratch) &&
                   provisioning_begin(&provisioning, &identity, chance, 1000, 0)
               ? 0
               : 1;
}

static void hear(const char *kind, const char *text)
{
    provisioning_hear(&provisioning, kind, text, strlen(text), scratch);
}

static uint32_t asked_key(void)
{
    return machine_sim_key_of_request(message.payload, message.length);
}

/* The system's answer to a request, for a key. */
static void issue(uint32_t key, const char *before)
{
    char answer[512];
    (void)snprintf(answer, sizeof answer,
                   "{\"deviceId\":\"MG-1\",\"certificate\":\"certificate\\nkey %u\\nname MG-1\\nserial 2a\\nends "
                   "1800000000\\n\",\"ownershipToken\":\"t0k\",\"registerBefore\":\"%s\"}",
                   (unsigned)key, before);
    hear("certificate", answer);
}

static enum provisioning_step tick(uint64_t now_ms)
{
    return provisioning_tick(&provisioning, now_ms, &message);
}

static void get_registered(uint64_t now_ms)
{
    assert_int_equal(tick(now_ms), PROVISIONING_ASK);
    issue(asked_key(), "2026-12-01T00:00:00Z");
    assert_int_equal(tick(now_ms), PROVISIONING_ASK);
    hear("registration", "{\"deviceId\":\"MG-1\"}");
    assert_int_equal(tick(now_ms), PROVISIONING_DONE);
}

static void it_asks_registers_and_erases_the_claim_last(void **state)
{
    (void)state;
    assert_true(provisioning_topic(&provisioning, &message));
    assert_string_equal(message.topic, "provisioned/spring-2027/claim-fedcba98765432103000000040000000/+");
    assert_int_equal(tick(1000), PROVISIONING_ASK);
    assert_string_equal(message.topic,
                        "provision/spring-2027/claim-fedcba98765432103000000040000000/certificate");
    issue(asked_key(), "2026-12-01T00:00:00Z");
    assert_int_equal(tick(1000), PROVISIONING_ASK);
    assert_string_equal(message_kind(message.topic), "registration");
    message.payload[message.length] = '\0';
    assert_string_equal(message.payload, "{\"serialNumber\":\"MG-1\",\"ownershipToken\":\"t0k\",\"signature\":"
                                         "\"c2lnbmVkIGJ5IDIsIDMwIGJ5dGVz\"}");
    hear("registration", "{\"deviceId\":\"another\"}");
    assert_int_equal(tick(1000), PROVISIONING_WAIT);
    hear("registration", "{\"deviceId\":\"MG-1\"}");
    assert_int_equal(tick(1000), PROVISIONING_DONE);
    assert_true(machine_sim_has(&machine, "claim"));
    assert_true(identity_promote(&identity));
    assert_false(machine_sim_has(&machine, "claim"));
    assert_int_equal(machine.key[IDENTITY_CLAIM_SLOT], 0);
    assert_string_equal(identity.kept.record.device_id, "MG-1");
    assert_string_equal(identity.kept.record.facts[0].serial, "2a");
    assert_false(identity_promote(&identity));
}

static void a_question_is_repeated_with_the_same_key_and_given_up(void **state)
{
    (void)state;
    assert_int_equal(tick(1000), PROVISIONING_ASK);
    uint32_t key = asked_key();
    assert_int_equal(tick(10999), PROVISIONING_WAIT);
    assert_int_equal(tick(11000), PROVISIONING_ASK);
    assert_int_equal(asked_key(), key);
    assert_int_equal(tick(61000), PROVISIONING_LEAVE);
    assert_true(identity_begin(&identity, &machine.kv, &machine.crypto, "MG-1", false, scratch));
    assert_true(provisioning_begin(&provisioning, &identity, chance, 70000, 0));
    assert_int_equal(tick(70000), PROVISIONING_ASK);
    assert_int_equal(asked_key(), key);
}

static void what_is_no_answer_is_left(void **state)
{
    (void)state;
    assert_int_equal(tick(1000), PROVISIONING_ASK);
    hear("certificate", "{\"deviceId\":\"MG-1\"}");
    hear("certificate", "{");
    hear("ack", "{}");
    hear("refusal", "{}");
    hear("registration", "{\"deviceId\":\"MG-1\"}");
    issue(77, "2026-12-01T00:00:00Z"); /* of another's key */
    issue(asked_key(), "soon");
    assert_true(identity_is(&identity, IDENTITY_KEY));
    assert_int_equal(tick(2000), PROVISIONING_WAIT);
    issue(asked_key(), "2026-12-01T00:00:00Z");
    assert_true(identity_is(&identity, IDENTITY_UNREGISTERED));
    assert_false(identity_fresh_key(&identity));
    issue(asked_key(), "2026-12-01T00:00:00Z");
    assert_true(identity_is(&identity, IDENTITY_UNREGISTERED));
}

static void a_refusal_says_when_to_come_back(void **state)
{
    (void)state;
    assert_int_equal(tick(1000), PROVISIONING_ASK);
    uint32_t key = asked_key();
    hear("refusal", "{\"step\":\"certificate\",\"code\":\"rate_limited\",\"detail\":\"\",\"retryAfterS\":120}");
    assert_int_equal(tick(1000), PROVISIONING_REFUSED);
    assert_int_equal(provisioning.retry_ms, 120000);
    assert_string_equal(provisioning.refused, "rate_limited");
    assert_true(provisioning_begin(&provisioning, &identity, chance, 121000, 0));
    assert_int_equal(tick(121000), PROVISIONING_ASK);
    assert_int_equal(asked_key(), key);
    hear("refusal", "{\"code\":\"bad_csr\",\"retryAfterS\":null}");
    assert_int_equal(tick(121000), PROVISIONING_REFUSED);
    assert_int_equal(provisioning.retry_ms, 0);
    assert_true(provisioning_begin(&provisioning, &identity, chance, 122000, 0));
    assert_int_equal(tick(122000), PROVISIONING_ASK);
    assert_true(asked_key() != key);
}

static void a_certificate_is_forgotten_when_it_is_too_late_to_register_it(void **state)
{
    (void)state;
    assert_int_equal(tick(1000), PROVISIONING_ASK);
    issue(asked_key(), "1970-01-02T00:00:00Z");
    assert_true(provisioning_begin(&provisioning, &identity, chance, 1000, 86399999));
    assert_true(identity_is(&identity, IDENTITY_UNREGISTERED));
    assert_true(provisioning_begin(&provisioning, &identity, chance, 1000, 86400000));
    assert_true(identity_is(&identity, IDENTITY_EMPTY));
    assert_false(machine_sim_has(&machine, "certificate0"));
}

static void a_port_that_refuses_is_asked_again(void **state)
{
    (void)state;
    machine.power = 0;
    assert_int_equal(tick(1000), PROVISIONING_WAIT);
    machine.power = 1; /* a key, but nothing written of it */
    assert_int_equal(tick(11000), PROVISIONING_WAIT);
    assert_true(identity_is(&identity, IDENTITY_EMPTY));
    machine.power = 2; /* and no request */
    assert_int_equal(tick(21000), PROVISIONING_WAIT);
    machine.power = MACHINE_SIM_FOREVER;
    assert_int_equal(tick(31000), PROVISIONING_ASK);
    issue(asked_key(), "2026-12-01T00:00:00Z");
    machine.power = 0;
    assert_int_equal(tick(31000), PROVISIONING_WAIT); /* nothing can be signed */
    machine.power = 0;
    assert_false(identity_begin(&identity, &machine.kv, &machine.crypto, "MG-1", false, scratch));
}

static void a_message_without_room_is_not_sent(void **state)
{
    (void)state;
    message.room = 60;
    assert_int_equal(tick(1000), PROVISIONING_WAIT);
    message.room = 100;
    assert_int_equal(tick(11000), PROVISIONING_WAIT);
}

/* Power fails after `cut` calls; begun again, with power, it gets there, and with one key at most lost. */
static void cut_after(uint32_t cut)
{
    (void)fresh(NULL);
    machine.power = cut;
    bool done = false;
    for (uint64_t now_ms = 1000; !done && machine.power != 0; now_ms += 10000) {
        enum provisioning_step step = tick(now_ms);
        if (step == PROVISIONING_ASK && identity_is(&identity, IDENTITY_KEY)) {
            issue(asked_key(), "2026-12-01T00:00:00Z");
        } else if (step == PROVISIONING_ASK) {
            hear("registration", "{\"deviceId\":\"MG-1\"}");
        } else if (step == PROVISIONING_DONE) {
            done = identity_promote(&identity);
        }
    }
    machine.power = MACHINE_SIM_FOREVER;
    assert_true(identity_begin(&identity, &machine.kv, &machine.crypto, "MG-1", false, scratch));
    assert_true(machine_sim_has(&machine, "claim") != identity_has_current(&identity));
    if (provisioning_is_due(&identity)) {
        assert_true(provisioning_begin(&provisioning, &identity, chance, 0, 0));
        bool has_certificate = identity_is(&identity, IDENTITY_UNREGISTERED);
        assert_int_equal(tick(0), PROVISIONING_ASK);
        if (!has_certificate) {
            issue(asked_key(), "2026-12-01T00:00:00Z");
        }
        hear("registration", "{\"deviceId\":\"MG-1\"}");
        assert_int_equal(tick(0), PROVISIONING_DONE);
    }
    assert_true(identity_has_current(&identity) || identity_promote(&identity));
    assert_true(machine.keys <= 3); /* the claim's, and two */
    assert_int_equal(machine.key[IDENTITY_CLAIM_SLOT], 0);
    assert_int_equal(machine.key[1], 0);
    assert_true(machine.key[0] != 0 && machine_sim_has(&machine, "certificate0"));
}

static void power_may_fail_between_any_two_calls(void **state)
{
    (void)state;
    for (uint32_t cut = 0; cut < 40; cut++) {
        cut_after(cut);
    }
}

static void a_claim_that_is_kept_can_be_gone_back_to(void **state)
{
    (void)state;
    get_registered(1000);
    assert_true(identity_begin(&identity, &machine.kv, &machine.crypto, "MG-1", true, scratch));
    assert_true(identity_promote(&identity));
    assert_true(identity_begin(&identity, &machine.kv, &machine.crypto, "MG-1", true, scratch));
    assert_true(machine_sim_has(&machine, "claim") && identity_has_current(&identity));
    assert_string_equal(identity.claim_id, "spring-2027");
    machine.power = 0;
    assert_false(identity_give_up(&identity));
    assert_true(identity_has_current(&identity));
    machine.power = MACHINE_SIM_FOREVER;
    assert_true(identity_give_up(&identity));
    assert_true(provisioning_is_due(&identity));
    assert_int_equal(machine.key[0], 0);
    assert_true(identity_begin(&identity, &machine.kv, &machine.crypto, "MG-1", true, scratch));
    assert_true(provisioning_is_due(&identity));
    assert_true(provisioning_begin(&provisioning, &identity, chance, 0, 0));
    get_registered(2000);
    assert_true(identity_promote(&identity));
    assert_true(identity_begin(&identity, &machine.kv, &machine.crypto, "MG-1", false, scratch)); /* kept no longer */
    assert_false(machine_sim_has(&machine, "claim") || identity_give_up(&identity));
}

static void an_identity_that_is_there_needs_no_claim(void **state)
{
    (void)state;
    get_registered(1000);
    assert_true(identity_promote(&identity));
    assert_true(identity_begin(&identity, &machine.kv, &machine.crypto, "MG-1", false, scratch));
    assert_false(provisioning_is_due(&identity));
    hear("refusal", "{\"code\":\"already_claimed\"}");
    assert_int_equal(tick(1000), PROVISIONING_DONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(it_asks_registers_and_erases_the_claim_last, fresh),
        cmocka_unit_test_setup(a_question_is_repeated_with_the_same_key_and_given_up, fresh),
        cmocka_unit_test_setup(what_is_no_answer_is_left, fresh),
        cmocka_unit_test_setup(a_refusal_says_when_to_come_back, fresh),
        cmocka_unit_test_setup(a_certificate_is_forgotten_when_it_is_too_late_to_register_it, fresh),
        cmocka_unit_test_setup(a_port_that_refuses_is_asked_again, fresh),
        cmocka_unit_test_setup(a_message_without_room_is_not_sent, fresh),
        cmocka_unit_test(power_may_fail_between_any_two_calls),
        cmocka_unit_test_setup(a_claim_that_is_kept_can_be_gone_back_to, fresh),
        cmocka_unit_test_setup(an_identity_that_is_there_needs_no_claim, fresh),
    };
    return RUN(tests);
}
