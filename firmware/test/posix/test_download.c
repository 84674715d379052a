#include "download.h"

#include <openssl/sha.h>
#include <string.h>

#include "folder.h"
#include "https_server.h"
#include "unit.h"

#define TURNS 2000 /* of 10 ms at most */

static struct device_clock device_time;
static struct events events;
static struct slots slots;
static struct download download;
static struct tls_server trusted;
static struct https_server server;
static int folder;

static void begin(const struct https_manner *manner)
{
    folder = folder_make();
    https_server_start(&server, manner);
    trusted = (struct tls_server){"", server.ca, false};
    device_clock_begin(&device_time, 1.0, 0);
    assert_true(slots_start(&slots, folder, "slots", "1.0.0"));
    assert_true(download_begin(&download, &events, &device_time, &slots, &trusted));
}

static void end(void)
{
    download_end(&download);
    events_end(&events);
    https_server_stop(&server);
    folder_remove(folder);
}

/* How it ended; `bytes` are in the slot then. */
static struct app_event result(uint32_t *bytes)
{
    struct app_event event = {.kind = APP_WOKEN};
    for (int turn = 0; turn < TURNS; turn++) {
        download_wait(&download, NULL, 0, 10);
        while (events_take(&events, UINT64_MAX, &event)) {
            if (event.kind != APP_DOWNLOADED) {
                return event;
            }
            *bytes = event.of.bytes;
        }
    }
    fail_msg("it does not end");
    return event;
}

static void assert_is_the_image(const struct app_event *event, uint32_t bytes)
{
    static uint8_t image[HTTPS_IMAGE_BYTES];
    uint8_t hash[SHA256_DIGEST_LENGTH];
    for (uint32_t at = 0; at < HTTPS_IMAGE_BYTES; at++) {
        image[at] = https_image(at);
    }
    (void)SHA256(image, sizeof image, hash);
    assert_int_equal(event->kind, APP_DOWNLOAD_ENDED);
    assert_int_equal(bytes, HTTPS_IMAGE_BYTES);
    assert_memory_equal(event->of.sha256, hash, sizeof hash);
}

static void goes_on_where_it_broke_off(bool knows_ranges)
{
    const struct https_manner manner = {knows_ranges, 30000, 200};
    uint32_t bytes = 0;
    begin(&manner);
    download_start(&download, server.url, 0);
    assert_int_equal(result(&bytes).kind, APP_DOWNLOAD_BROKE);
    assert_int_equal(bytes, 30000);
    download_start(&download, server.url, bytes);
    struct app_event event = result(&bytes);
    assert_is_the_image(&event, bytes);
    end();
}

static void it_goes_on_where_it_broke_off(void **state)
{
    (void)state;
    goes_on_where_it_broke_off(true);
}

static void so_it_does_when_all_is_sent_again(void **state)
{
    (void)state;
    goes_on_where_it_broke_off(false);
}

static void behind_the_last_byte_there_is_nothing_more(void **state)
{
    const struct https_manner manner = {true, 0, 200};
    uint32_t bytes = 0;
    (void)state;
    begin(&manner);
    download_start(&download, server.url, 0);
    assert_int_equal(result(&bytes).kind, APP_DOWNLOAD_ENDED);
    download_start(&download, server.url, bytes); /* as if it had broken off there */
    struct app_event event = result(&bytes);
    assert_is_the_image(&event, bytes);
    end();
}

static void a_server_has_the_name_it_is_asked_by(void **state)
{
    const struct https_manner manner = {true, 0, 200};
    char url[sizeof server.url];
    uint32_t bytes = 0;
    (void)state;
    begin(&manner);
    (void)snprintf(url, sizeof url, "https://127.0.0.1%s", strrchr(server.url, ':'));
    download_start(&download, url, 0);
    assert_int_equal(result(&bytes).kind, APP_DOWNLOAD_BROKE);
    assert_int_equal(bytes, 0);
    trusted.is_any_name = true;
    download_start(&download, url, 0);
    assert_int_equal(result(&bytes).kind, APP_DOWNLOAD_ENDED);
    end();
}

static void from_the_beginning_what_is_in_the_slot_does_not_matter(void **state)
{
    const struct https_manner manner = {true, 0, 200};
    uint32_t bytes = 0;
    (void)state;
    begin(&manner);
    for (int time = 0; time < 2; time++) {
        download_start(&download, server.url, 0);
        struct app_event event = result(&bytes);
        assert_is_the_image(&event, bytes);
    }
    end();
}

static void what_is_no_image_and_who_is_not_trusted_give_nothing(void **state)
{
    const struct https_manner manner = {true, 0, 404};
    struct https_server other;
    uint32_t bytes = 0;
    (void)state;
    begin(&manner);
    download_start(&download, server.url, 0);
    assert_int_equal(result(&bytes).kind, APP_DOWNLOAD_BROKE);
    https_server_start(&other, &(struct https_manner){true, 0, 200});
    download_start(&download, other.url, 0);
    assert_int_equal(result(&bytes).kind, APP_DOWNLOAD_BROKE);
    download_start(&download, "http://localhost:9/image", 0);
    assert_int_equal(result(&bytes).kind, APP_DOWNLOAD_BROKE);
    assert_int_equal(bytes, 0);
    https_server_stop(&other);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_goes_on_where_it_broke_off),
        cmocka_unit_test(so_it_does_when_all_is_sent_again),
        cmocka_unit_test(behind_the_last_byte_there_is_nothing_more),
        cmocka_unit_test(a_server_has_the_name_it_is_asked_by),
        cmocka_unit_test(from_the_beginning_what_is_in_the_slot_does_not_matter),
        cmocka_unit_test(what_is_no_image_and_who_is_not_trusted_give_nothing),
    };
    return RUN(tests);
}
