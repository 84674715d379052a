#include "download.h"

#include <openssl/evp.h>
#include <unistd.h>

#include "files.h"

#define SLOW_BYTES_A_S 1L
#define SLOW_FOR_S 30L
#define CONNECT_TIMEOUT_S 30L
#define WHOLE 200L
#define PART 206L
#define NOTHING_MORE 416L
#define HASHED_AT_ONCE 16384u
#define RANGE_BYTES 16u

bool download_begin(struct download *download, struct events *events, const struct device_clock *clock,
                    const struct slots *slots, const struct tls_server *server)
{
    *download = (struct download){.events = events, .clock = clock, .slots = slots, .server = server, .file = -1};
    download->multi = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? curl_multi_init() : NULL;
    return download->multi != NULL;
}

static void close_all(struct download *download)
{
    if (download->transfer != NULL) {
        (void)curl_multi_remove_handle(download->multi, download->transfer);
        curl_easy_cleanup(download->transfer);
        download->transfer = NULL;
    }
    if (download->file >= 0) {
        (void)close(download->file);
        download->file = -1;
    }
}

static void tell(const struct download *download, const struct app_event *event)
{
    events_push(download->events, event, device_clock_now_ms(download->clock));
}

static void lose(struct download *download)
{
    close_all(download);
    tell(download, &(struct app_event){.kind = APP_DOWNLOAD_BROKE});
}

/* The server's first bytes: does it send the part that was asked for, or all of it again? Where it broke off behind the
 * last byte there is no such part; what it says instead does not count. */
static bool begin_bytes(struct download *download)
{
    long status = 0;
    (void)curl_easy_getinfo(download->transfer, CURLINFO_RESPONSE_CODE, &status);
    download->has_begun = true;
    download->skip = status == WHOLE ? download->bytes : status == NOTHING_MORE ? UINT32_MAX : 0;
    return status == WHOLE || ((status == PART || status == NOTHING_MORE) && download->bytes != 0);
}

static size_t take_bytes(char *bytes, size_t unit, size_t count, void *context)
{
    struct download *download = context;
    size_t length = unit * count;
    if (!download->has_begun && !begin_bytes(download)) {
        return CURL_WRITEFUNC_ERROR;
    }
    size_t skipped = length < download->skip ? length : download->skip;
    size_t new = length - skipped;
    download->skip -= (uint32_t)skipped;
    if (new > SLOTS_IMAGE_BYTES - download->bytes ||
        !files_write_at(download->file, download->bytes, bytes + skipped, new, false)) {
        return CURL_WRITEFUNC_ERROR;
    }
    download->bytes += (uint32_t)new;
    struct app_event event = {.kind = APP_DOWNLOADED, .of.bytes = download->bytes};
    tell(download, &event);
    return length;
}

static bool prepare(struct download *download, const char *url)
{
    char range[RANGE_BYTES];
    CURL *transfer = download->transfer;
    long checks_name = download->server->is_any_name ? 0 : 2;
    (void)snprintf(range, sizeof range, "%u-", (unsigned)download->bytes);
    return curl_easy_setopt(transfer, CURLOPT_URL, url) == CURLE_OK &&
           curl_easy_setopt(transfer, CURLOPT_PROTOCOLS_STR, "https") == CURLE_OK &&
           curl_easy_setopt(transfer, CURLOPT_CAINFO, download->server->ca) == CURLE_OK &&
           curl_easy_setopt(transfer, CURLOPT_SSL_VERIFYHOST, checks_name) == CURLE_OK &&
           curl_easy_setopt(transfer, CURLOPT_RANGE, download->bytes == 0 ? NULL : range) == CURLE_OK &&
           curl_easy_setopt(transfer, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT_S) == CURLE_OK &&
           curl_easy_setopt(transfer, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES_A_S) == CURLE_OK &&
           curl_easy_setopt(transfer, CURLOPT_LOW_SPEED_TIME, SLOW_FOR_S) == CURLE_OK &&
           curl_easy_setopt(transfer, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(transfer, CURLOPT_WRITEFUNCTION, take_bytes) == CURLE_OK &&
           curl_easy_setopt(transfer, CURLOPT_WRITEDATA, download) == CURLE_OK &&
           curl_multi_add_handle(download->multi, transfer) == CURLM_OK;
}

void download_start(struct download *download, const char *url, uint32_t from)
{
    close_all(download);
    download->bytes = from;
    download->has_begun = false;
    download->file = slots_open_other(download->slots);
    download->transfer = curl_easy_init();
    bool is_ready = download->file >= 0 && ftruncate(download->file, (off_t)from) == 0;
    if (!is_ready || download->transfer == NULL || !prepare(download, url)) {
        lose(download);
    }
}

void download_break(struct download *download)
{
    if (download->transfer != NULL) {
        lose(download);
    }
}

static bool hash_slot(const struct download *download, uint8_t sha256[OTA_HASH_BYTES])
{
    uint8_t bytes[HASHED_AT_ONCE];
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    bool is_right = digest != NULL && EVP_DigestInit_ex(digest, EVP_sha256(), NULL) == 1;
    for (uint32_t at = 0; at < download->bytes && is_right;) {
        size_t part = download->bytes - at < sizeof bytes ? download->bytes - at : sizeof bytes;
        is_right = files_read_at(download->file, at, bytes, part) && EVP_DigestUpdate(digest, bytes, part) == 1;
        at += (uint32_t)part;
    }
    is_right = is_right && EVP_DigestFinal_ex(digest, sha256, NULL) == 1;
    EVP_MD_CTX_free(digest);
    return is_right;
}

/* The image is on the disk before anybody may start it. */
static void finish(struct download *download, CURLcode result)
{
    struct app_event event = {.kind = APP_DOWNLOAD_ENDED};
    if (result != CURLE_OK || fsync(download->file) != 0 || !hash_slot(download, event.of.sha256)) {
        lose(download);
        return;
    }
    close_all(download);
    tell(download, &event);
}

void download_wait(struct download *download, struct curl_waitfd *others, unsigned count, int wait_ms)
{
    int left = 0;
    CURLMsg *message;
    (void)curl_multi_poll(download->multi, others, count, wait_ms, NULL);
    (void)curl_multi_perform(download->multi, &left);
    while ((message = curl_multi_info_read(download->multi, &left)) != NULL) {
        if (message->msg == CURLMSG_DONE && message->easy_handle == download->transfer) {
            finish(download, message->data.result);
        }
    }
}

void download_end(struct download *download)
{
    close_all(download);
    (void)curl_multi_cleanup(download->multi);
    curl_global_cleanup();
}
