/* An image over HTTPS into the other slot, by libcurl; it is also what the device waits with. */
#ifndef MERIGGIO_POSIX_DOWNLOAD_H
#define MERIGGIO_POSIX_DOWNLOAD_H

#include <curl/curl.h>

#include "device_clock.h"
#include "events.h"
#include "slots.h"
#include "tls.h"

struct download {
    struct events *events;
    const struct device_clock *clock;
    const struct slots *slots;
    const struct tls_server *server; /* its authority and names; the host is the URL's */
    CURLM *multi;
    CURL *transfer; /* NULL: nothing is downloaded */
    int file;
    uint32_t bytes;   /* in the slot */
    uint32_t skip;    /* the server sends them again */
    bool has_begun;
};

/* False when curl cannot be used. */
bool download_begin(struct download *download, struct events *events, const struct device_clock *clock,
                    const struct slots *slots, const struct tls_server *server);
void download_end(struct download *download);

/* From byte `from` on. What follows is an event. */
void download_start(struct download *download, const char *url, uint32_t from);

/* Whatever is downloaded breaks off. */
void download_break(struct download *download);

/* Wait for so many ms at most, for it or for these; then do what there is to do. */
void download_wait(struct download *download, struct curl_waitfd *others, unsigned count, int wait_ms);

#endif
