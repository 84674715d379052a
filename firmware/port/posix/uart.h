/* The serial line to a modem: a pty of the simulated one, or a serial port. The request line is RTS; a pty has none,
 * there `PATH.request` is a pipe that is told L (low) and H. */
#ifndef MERIGGIO_POSIX_UART_H
#define MERIGGIO_POSIX_UART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UART_BYTES 512u

struct uart {
    int line;    /* -1: there is none */
    int request; /* -1: it is RTS */
    uint8_t bytes[UART_BYTES];
};

/* `path` NULL: no line. False when it cannot be opened. */
bool uart_open(struct uart *uart, const char *path);
void uart_close(struct uart *uart);

/* What has come, in `bytes` until the next call; how many. A line that is gone is closed. */
size_t uart_read(struct uart *uart);

/* The line takes them at its own pace. */
void uart_write(const struct uart *uart, const uint8_t *bytes, size_t count);

void uart_request(const struct uart *uart, bool is_low);

#endif
