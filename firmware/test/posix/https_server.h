/* A server of one image over HTTPS, in a process of its own, for one test. */
#ifndef MERIGGIO_TEST_HTTPS_SERVER_H
#define MERIGGIO_TEST_HTTPS_SERVER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct https_server {
    pid_t process;
    char url[64];
    char ca[64]; /* a PEM file, which the server removes with itself */
};

struct https_manner {
    bool knows_ranges; /* or sends all of it again */
    uint32_t cuts_at;  /* the first connection breaks after so many bytes; 0: it does not */
    int status;        /* other than 200: it has no image */
};

#define HTTPS_IMAGE_BYTES 100000u

/* Byte `at` of the image. */
uint8_t https_image(uint32_t at);

void https_server_start(struct https_server *server, const struct https_manner *manner);
void https_server_stop(const struct https_server *server);

#endif
