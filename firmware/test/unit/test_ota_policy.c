/* FR10: an image counts as good when it has measured and was acknowledged, else there is a way back. */
#include "ota_policy.h"

#include <stdio.h>
#include <string.h>

#include "machine_sim.h"
#include "semver.h"
#include "unit.h"

#define ID "11111111-2222-3333-4444-555555555555"
#define SIZE 1000u
#define MOST UINT32_MAX

static struct machine_sim machine;
static struct ota_policy ota;
static struct ota_settings settings;
static struct message message;
static char memory[512];
static uint64_t wake_ms;
static uint32_t started_new, kept_running, gone_back;
static bool slots_refuse;
static const uint8_t hash[OTA_HASH_BYTES] = {0xab, 1};

static bool start_new(void *context)
{
    (void)context;
    started_new++;
    return !slots_refuse;
}

static bool keep_running(void *context)
{
    (void)context;
    kept_running++;
    return !slots_refuse;
}

static bool go_back(void *context)
{
    (void)context;
    gone_back++;
    return !slots_refuse;
}

static const struct ota_slots slots = {NULL, start_new, keep_running, go_back};

static void boot(const char *version)
{
    settings.version = version;
    ota_begin(&ota, &machine.kv, &machine.crypto, &slots, &settings, 0);
}

static int begun(void **state)
{
    (void)state;
    machine_sim_init(&machine, "spring-2027");
    settings = (struct ota_settings){"esp32s3-1", "1.2.0", "1.1.0", 4096};
    started_new = kept_running = gone_back = 0;
    slots_refuse = false;
    message = (struct message){.payload = memory, .room = sizeof memory};
    boot("1.2.0");
    return 0;
}

/* "the maker" and zeros, in base64. */
#define SIGNED "dGhlIG1ha2VyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="

static bool offer(const char *id, const char *version, const char *more)
{
    char text[700];
    (void)snprintf(text, sizeof text,
                   "{%s\"updateId\":\"%s\",\"version\":\"%s\",\"hardware\":\"esp32s3-1\",\"sizeBytes\":%u,\"sha256\":"
                   "\"ab01000000000000000000000000000000000000000000000000000000000000\",\"signature\":\"" SIGNED
                   "\",\"url\":\"https://gateway/firmware/1\",\"force\":false}",
                   more, id, version, SIZE);
    return ota_hear(&ota, text, strlen(text), 0);
}

static const char *said(void)
{
    if (!ota_report(&ota, "MG-1", &message)) {
        return "";
    }
    memory[message.length] = '\0';
    return memory;
}

static void assert_says(const char *phase, const char *detail)
{
    char expected[256];
    (void)snprintf(expected, sizeof expected, "{\"updateId\":\"" ID "\",\"phase\":\"%s\",\"percent\":%u,\"detail\":\"%s\"}",
                   phase, strcmp(phase, "confirmed") == 0 || strcmp(phase, "installing") == 0 ? 100u : 0u, detail);
    assert_string_equal(said(), expected);
    assert_string_equal(message.topic, "report/MG-1/firmware");
    assert_string_equal(said(), "");
}

static void download(void)
{
    assert_true(offer(ID, "1.3.0", ""));
    assert_says("downloading", "");
    assert_int_equal(ota_tick(&ota, 0, &wake_ms), OTA_DOWNLOAD);
    ota_progressed(&ota, SIZE);
    ota_ended(&ota, hash, 0, MOST);
}

static void an_image_is_good_when_it_has_measured_and_was_acknowledged(void **state)
{
    (void)state;
    download();
    assert_says("installing", "");
    assert_int_equal(started_new, 1);
    ota_measured(&ota); /* of the old one: says nothing of the new one */
    ota_acknowledged(&ota);
    assert_int_equal(kept_running, 0);
    assert_int_equal(ota_tick(&ota, 0, &wake_ms), OTA_RESTART);
    boot("1.3.0");
    assert_true(ota_is_on_trial(&ota) && ota_is_under_way(&ota));
    ota_acknowledged(&ota);
    assert_int_equal(kept_running, 0);
    ota_measured(&ota);
    assert_int_equal(kept_running, 1);
    assert_says("confirmed", "");
    assert_false(ota_is_under_way(&ota));
    boot("1.3.0");
    assert_true(offer(ID, "1.3.0", "")); /* offered again: the same answer */
    assert_says("confirmed", "");
}

static void one_that_has_not_in_its_time_is_left(void **state)
{
    (void)state;
    download();
    boot("1.3.0");
    ota_measured(&ota);
    assert_int_equal(ota_tick(&ota, OTA_TRIAL_MS - 1u, &wake_ms), OTA_WAIT);
    assert_int_equal(wake_ms, OTA_TRIAL_MS);
    assert_true(offer("another", "1.4.0", "")); /* not now */
    assert_string_equal(said(), "");
    assert_int_equal(ota_tick(&ota, OTA_TRIAL_MS, &wake_ms), OTA_RESTART);
    assert_int_equal(gone_back, 1);
    ota_acknowledged(&ota); /* too late */
    assert_int_equal(kept_running, 0);
    assert_int_equal(ota_tick(&ota, OTA_TRIAL_MS, &wake_ms), OTA_RESTART);
    boot("1.2.0");
    assert_says("rolled_back", "it had not measured, or nobody acknowledged that");
    assert_false(ota_is_on_trial(&ota));
}

static void a_bootloader_that_went_back_is_believed(void **state)
{
    (void)state;
    download();
    boot("1.2.0");
    assert_says("rolled_back", "it had not measured, or nobody acknowledged that");
    boot("1.2.0");
    assert_string_equal(said(), "");
}

static void what_is_not_ours_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *version;
        const char *first; /* members before the others: the first of several counts */
        const char *phase;
        const char *why;
    } cases[] = {
        {"1.3.0", "\"hardware\":\"sim-1\",", "refused", "built for other hardware"},
        {"1.3.0", "\"signature\":\"AAAA\",", "refused", "the signature is not by the built-in key"},
        {"1.3.0", "\"sha256\":\"AB\",", "refused", "the signature is not by the built-in key"},
        {"1.3.0", "\"sha256\":\"ab\",", "refused", "the signature is not by the built-in key"},
        {"1.3", "", "refused", "the version is no Semantic Version"},
        {"1.2.0+build.7", "", "confirmed", "it was installed already"},
        {"1.1.9", "", "refused", "lower than what is installed"},
        {"1.1.0-rc.1", "\"force\":true,", "refused", "lower than the bootloader takes"},
        {"1.3.0", "\"sizeBytes\":4097,", "refused", "it does not fit"},
        {"1.3.0", "\"sizeBytes\":4294967296000,", "refused", "it does not fit"},
        {"1.3.0", "\"url\":\"http://gateway/\",", "refused", "images come over HTTPS only"},
    };
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
        (void)begun(NULL);
        assert_true(offer(ID, cases[at].version, cases[at].first));
        assert_says(cases[at].phase, cases[at].why);
        assert_false(ota_is_under_way(&ota));
    }
    (void)begun(NULL);
    assert_true(offer(ID, "1.1.0", "\"force\":true,"));
    assert_says("downloading", "");
}

static void what_is_no_offer_is_left(void **state)
{
    (void)state;
    assert_false(ota_hear(&ota, "{", 1, 0));
    assert_false(offer("", "1.3.0", ""));
    assert_false(offer("1234567890123456789012345678901234567", "1.3.0", ""));
    assert_false(offer(ID, "1.3.0", "\"sizeBytes\":0,"));
    assert_false(offer(ID, "1.3.0", "\"force\":1,"));
    assert_string_equal(said(), "");
}

static void a_download_goes_on_where_it_was(void **state)
{
    (void)state;
    assert_true(offer(ID, "1.3.0", ""));
    assert_int_equal(ota_tick(&ota, 0, &wake_ms), OTA_DOWNLOAD);
    assert_string_equal(ota.url, "https://gateway/firmware/1");
    assert_int_equal(ota_tick(&ota, 0, &wake_ms), OTA_WAIT);
    assert_says("downloading", "");
    ota_progressed(&ota, 240);
    assert_string_equal(said(), "");
    ota_progressed(&ota, 510);
    assert_string_equal(said(), "{\"updateId\":\"" ID "\",\"phase\":\"downloading\",\"percent\":50,\"detail\":\"\"}");
    ota_broke(&ota, 5000, MOST);
    ota_broke(&ota, 5000, MOST);
    assert_int_equal(ota_tick(&ota, 5999, &wake_ms), OTA_WAIT);
    assert_int_equal(wake_ms, 6000);
    assert_int_equal(ota_tick(&ota, 6000, &wake_ms), OTA_DOWNLOAD);
    assert_int_equal(ota.got_bytes, 510);
    ota_ended(&ota, hash, 6000, MOST); /* less than was offered */
    assert_int_equal(ota_tick(&ota, 6000, &wake_ms), OTA_WAIT);
    assert_true(offer(ID, "1.3.0", "")); /* asked again meanwhile */
    assert_string_equal(said(), "{\"updateId\":\"" ID "\",\"phase\":\"downloading\",\"percent\":50,\"detail\":\"\"}");
}

static void a_server_without_a_byte_is_given_up(void **state)
{
    (void)state;
    uint64_t now_ms = 0;
    assert_true(offer(ID, "1.3.0", ""));
    assert_says("downloading", "");
    for (uint32_t at = 0; at <= OTA_GIVEN_UP_AFTER; at++) {
        assert_int_equal(ota_tick(&ota, now_ms, &wake_ms), OTA_DOWNLOAD);
        ota_broke(&ota, now_ms, MOST);
        now_ms += 400000;
    }
    assert_says("failed", "it could not be downloaded");
    ota_progressed(&ota, 10);
    ota_broke(&ota, 0, MOST);
    ota_ended(&ota, hash, 0, MOST);
    assert_string_equal(said(), "");
}

static void other_bytes_than_were_signed_are_not_started(void **state)
{
    (void)state;
    static const uint8_t other[OTA_HASH_BYTES] = {0xab, 2};
    assert_true(offer(ID, "1.3.0", ""));
    (void)said();
    assert_int_equal(ota_tick(&ota, 0, &wake_ms), OTA_DOWNLOAD);
    ota_progressed(&ota, SIZE);
    ota_ended(&ota, other, 0, MOST);
    assert_says("failed", "what was downloaded is not what was signed");
    assert_true(offer("2", "1.3.0", ""));
    assert_int_equal(ota_tick(&ota, 0, &wake_ms), OTA_DOWNLOAD);
    ota_progressed(&ota, SIZE + 1u);
    ota_ended(&ota, hash, 0, MOST);
    assert_int_equal(started_new, 0);
}

static void a_flash_that_refuses_is_no_disaster(void **state)
{
    (void)state;
    slots_refuse = true;
    download();
    assert_says("failed", "the flash cannot be written");
    (void)begun(NULL);
    download();
    boot("1.3.0");
    slots_refuse = true;
    assert_int_equal(ota_tick(&ota, OTA_TRIAL_MS, &wake_ms), OTA_WAIT);
    assert_int_equal(wake_ms, 2u * OTA_TRIAL_MS);
    ota_measured(&ota);
    ota_acknowledged(&ota);
    assert_true(ota_is_on_trial(&ota));
    slots_refuse = false;
    machine.power = 0;
    ota_acknowledged(&ota); /* good, but not written down: said when it is */
    assert_true(ota_is_on_trial(&ota));
    assert_string_equal(said(), "");
    machine.power = MACHINE_SIM_FOREVER;
    ota_acknowledged(&ota);
    assert_says("confirmed", "");
}

static void versions_have_an_order(void **state)
{
    (void)state;
    static const char *const ordered[] = {"0.9.10",       "1.0.0-alpha",      "1.0.0-alpha.1", "1.0.0-alpha.beta",
                                          "1.0.0-beta.2", "1.0.0-beta.11",    "1.0.0-rc.1",    "1.0.0+b",
                                          "1.0.1",        "1.10.0",           "2.0.0--",       "2.0.0"};
    for (size_t one = 0; one < sizeof ordered / sizeof ordered[0]; one++) {
        assert_true(semver_is(ordered[one]));
        for (size_t other = 0; other < sizeof ordered / sizeof ordered[0]; other++) {
            int order = semver_compare(ordered[one], ordered[other]);
            assert_true(one < other ? order < 0 : one > other ? order > 0 : order == 0);
        }
    }
    assert_int_equal(semver_compare("1.0.0+a", "1.0.0"), 0);
    static const char *const wrong[] = {"", "1", "1.0", "1.0.0-", "1.0.0-01", "01.0.0", "1.0.0+", "1.0.0-a..b", "1.0.0 ", "v1.0.0"};
    for (size_t at = 0; at < sizeof wrong / sizeof wrong[0]; at++) {
        assert_false(semver_is(wrong[at]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_image_is_good_when_it_has_measured_and_was_acknowledged, begun),
        cmocka_unit_test_setup(one_that_has_not_in_its_time_is_left, begun),
        cmocka_unit_test_setup(a_bootloader_that_went_back_is_believed, begun),
        cmocka_unit_test_setup(what_is_not_ours_is_refused, begun),
        cmocka_unit_test_setup(what_is_no_offer_is_left, begun),
        cmocka_unit_test_setup(a_download_goes_on_where_it_was, begun),
        cmocka_unit_test_setup(a_server_without_a_byte_is_given_up, begun),
        cmocka_unit_test_setup(other_bytes_than_were_signed_are_not_started, begun),
        cmocka_unit_test_setup(a_flash_that_refuses_is_no_disaster, begun),
        cmocka_unit_test(versions_have_an_order),
    };
    return RUN(tests);
}
