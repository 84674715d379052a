#include "uart.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define PATH_BYTES 512u
#define PATIENCE_MS 1000 /* a full frame takes 45 ms at 57,600 baud */

static bool make_raw(int line)
{
    struct termios settings;
    if (tcgetattr(line, &settings) != 0) {
        return false;
    }
    cfmakeraw(&settings); /* 8 bits, no parity */
    settings.c_cflag |= CLOCAL | CREAD;
    settings.c_cflag &= ~(tcflag_t)CSTOPB;
    return cfsetspeed(&settings, B57600) == 0 && tcsetattr(line, TCSANOW, &settings) == 0;
}

bool uart_open(struct uart *uart, const char *path)
{
    char request[PATH_BYTES];
    *uart = (struct uart){.line = -1, .request = -1};
    if (path == NULL) {
        return true;
    }
    int length = snprintf(request, sizeof request, "%s.request", path);
    if (length < 0 || (size_t)length >= sizeof request) {
        return false;
    }
    uart->line = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    uart->request = open(request, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    return uart->line >= 0 && make_raw(uart->line);
}

void uart_close(struct uart *uart)
{
    if (uart->line >= 0) {
        (void)close(uart->line);
    }
    if (uart->request >= 0) {
        (void)close(uart->request);
    }
}

size_t uart_read(struct uart *uart)
{
    ssize_t count = read(uart->line, uart->bytes, sizeof uart->bytes);
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) { /* it would be readable for ever */
        (void)close(uart->line);
        uart->line = -1;
    }
    return count > 0 ? (size_t)count : 0;
}

void uart_write(const struct uart *uart, const uint8_t *bytes, size_t count)
{
    struct pollfd line = {.fd = uart->line, .events = POLLOUT};
    while (count != 0) {
        ssize_t done = write(uart->line, bytes, count);
        if (done > 0) {
            bytes += done;
            count -= (size_t)done;
        } else if (errno != EAGAIN || poll(&line, 1, PATIENCE_MS) != 1) {
            return; /* who does not hear it repeats itself */
        }
    }
}

void uart_request(const struct uart *uart, bool is_low)
{
    int rts = TIOCM_RTS;
    if (uart->request >= 0) {
        (void)!write(uart->request, is_low ? "L" : "H", 1);
    } else {
        (void)ioctl(uart->line, is_low ? TIOCMBIS : TIOCMBIC, &rts); /* a set RTS is a low line */
    }
}
