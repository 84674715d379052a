/* Updates, samples and certificates of the port to the ESP32-S3, against played calls: no part of ESP-IDF is in this. */
#include <string.h>

#include "certificate.h"
#include "download.h"
#include "events.h"
#include "fake_idf.h"
#include "mbedtls/oid.h"
#include "mbedtls/sha256.h"
#include "sampler.h"
#include "slots.h"
#include "unit.h"

static int begin(void **state)
{
    (void)state;
    fake_reset();
    events_begin();
    return 0;
}

static enum app_event_kind next(struct port_event *event)
{
    assert_true(events_wait(event, 0));
    return event->kind;
}

static void download(uint32_t from)
{
    const struct app_action action = {.kind = APP_DOWNLOAD, .of.download = {.url = "https://x/y", .from = from}};
    download_start(&action);
    fake_run(fake.task);
}

static uint8_t image[20000];

static void begin_image(void)
{
    for (size_t at = 0; at < sizeof image; at++) {
        image[at] = (uint8_t)(at * 7u + at / 251u);
    }
    fake.body = image;
    fake.body_bytes = sizeof image;
    fake.status = 200;
    assert_true(download_begin());
}

static void sum_of_image(uint8_t sum[OTA_HASH_BYTES])
{
    mbedtls_sha256_context hash;
    mbedtls_sha256_init(&hash);
    (void)mbedtls_sha256_starts(&hash, 0);
    (void)mbedtls_sha256_update(&hash, image, sizeof image);
    (void)mbedtls_sha256_finish(&hash, sum);
}

static void a_download_that_breaks_goes_on_where_it_was(void **state)
{
    struct port_event event;
    uint8_t whole[OTA_HASH_BYTES];
    (void)state;
    begin_image();
    download(0);
    assert_int_equal(next(&event), APP_DOWNLOADED);
    assert_int_equal(event.of.bytes, sizeof image);
    assert_int_equal(next(&event), APP_DOWNLOAD_ENDED);
    sum_of_image(whole);
    assert_memory_equal(event.of.sha256, whole, sizeof whole);
    memset(fake.slot, 0, sizeof fake.slot);

    fake.breaks_at = 9001;
    download(0);
    assert_int_equal(next(&event), APP_DOWNLOADED);
    assert_int_equal(event.of.bytes, 9001);
    assert_int_equal(next(&event), APP_DOWNLOAD_BROKE);
    fake.breaks_at = SIZE_MAX;
    fake.status = 206;
    download(9001);
    assert_string_equal(fake.range, "bytes=9001-");
    assert_int_equal(next(&event), APP_DOWNLOADED);
    assert_int_equal(next(&event), APP_DOWNLOAD_ENDED);
    assert_memory_equal(event.of.sha256, whole, sizeof whole);
    assert_memory_equal(fake.slot, image, sizeof image);
    fake.status = 416; /* it had broken off behind the last byte */
    fake.body_bytes = 0;
    download(sizeof image);
    assert_int_equal(next(&event), APP_DOWNLOADED);
    assert_int_equal(next(&event), APP_DOWNLOAD_ENDED);
    assert_memory_equal(event.of.sha256, whole, sizeof whole);
}

static void a_server_without_ranges_and_another_place_break(void **state)
{
    struct port_event event;
    (void)state;
    begin_image();
    fake.breaks_at = 5000;
    download(0);
    (void)next(&event);
    (void)next(&event);
    download(5000); /* 200: from the beginning */
    (void)next(&event);
    assert_int_equal(event.of.bytes, 5000);
    assert_int_equal(next(&event), APP_DOWNLOAD_BROKE);
    fake.status = 206;
    fake.breaks_at = SIZE_MAX;
    download(4000); /* where nobody was */
    (void)next(&event);
    assert_int_equal(next(&event), APP_DOWNLOAD_BROKE);
}

static void slots_start_what_is_verified_and_go_back_by_themselves(void **state)
{
    const struct ota_slots *slots = slots_port();
    (void)state;
    assert_true(slots_open(0));
    assert_true(slots_write("image", 5));
    assert_true(slots->start_new(slots->context));
    assert_true(slots->start_new(slots->context)); /* may be called again */
    assert_true(slots_open(0));
    fake.is_verified = false;
    assert_false(slots->start_new(slots->context));
    fake.state = 1; /* pending verification */
    assert_true(slots->go_back(slots->context));
    assert_int_equal(fake.called_bad, 0);
    assert_true(slots->keep_running(slots->context));
    assert_true(slots->go_back(slots->context));
    assert_int_equal(fake.called_bad, 1);
}

static void samples_stay_in_pairs_where_a_read_ends_between_them(void **state)
{
    /* 80 results are read at a time, so that an odd one in front parts pairs; from bit 13 on the channel: 1 is the voltage. */
    static uint32_t results[2u * EVENTS_BLOCK_SAMPLES + 1u];
    struct port_event event;
    (void)state;
    results[0] = 1u << 13 | 999u; /* a voltage without its current */
    for (uint32_t at = 0; at < EVENTS_BLOCK_SAMPLES; at++) {
        results[1u + 2u * at] = at;
        results[2u + 2u * at] = 1u << 13 | (at + 1000u);
    }
    fake.results = results;
    fake.results_left = sizeof results / sizeof results[0];
    assert_true(sampler_begin());
    fake_run(fake.task);
    assert_int_equal(next(&event), APP_SAMPLED);
    for (uint32_t at = 0; at < EVENTS_BLOCK_SAMPLES; at++) {
        assert_int_equal(event.of.block->current[at], at);
        assert_int_equal(event.of.block->voltage[at], at + 1000u);
    }
    events_give_back(&event);
}

static void a_certificate_s_name_number_and_end(void **state)
{
    struct certificate_facts facts;
    unsigned char serial[] = {0x00, 0x0a, 0xbc, 0x01};
    mbedtls_x509_name name = {{0, 3, (unsigned char *)(uintptr_t)MBEDTLS_OID_AT_CN},
                              {0, 4, (unsigned char *)(uintptr_t)"mg-1"}, NULL};
    mbedtls_x509_crt certificate = {
        .serial = {0, sizeof serial, serial}, .subject = {{0, 1, serial}, {0, 1, serial}, &name},
        .valid_to = {2028, 2, 29, 23, 59, 58}};
    (void)state;
    assert_true(certificate_facts(&certificate, &facts));
    assert_string_equal(facts.common_name, "mg-1");
    assert_string_equal(facts.serial, "abc01");
    assert_int_equal(facts.ends_s, 1835481598);
    certificate.valid_to = (mbedtls_x509_time){2000, 3, 1, 0, 0, 0};
    assert_true(certificate_facts(&certificate, &facts));
    assert_int_equal(facts.ends_s, 951868800);
    certificate.valid_to = (mbedtls_x509_time){2101, 1, 1, 0, 0, 0};
    assert_true(certificate_facts(&certificate, &facts));
    assert_int_equal(facts.ends_s, 4133980800);
    name.val.len = CRYPTO_NAME_BYTES;
    assert_false(certificate_facts(&certificate, &facts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_download_that_breaks_goes_on_where_it_was, begin),
        cmocka_unit_test_setup(a_server_without_ranges_and_another_place_break, begin),
        cmocka_unit_test_setup(slots_start_what_is_verified_and_go_back_by_themselves, begin),
        cmocka_unit_test_setup(samples_stay_in_pairs_where_a_read_ends_between_them, begin),
        cmocka_unit_test_setup(a_certificate_s_name_number_and_end, begin),
    };
    return RUN(tests);
}
