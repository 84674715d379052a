/* A simulated ST75MM modem, a program of its own: meriggio-modem PATH. PATH becomes a link to its pty, PATH.request a
 * pipe in place of the request line. Each line of its input is a text of the meter, which it says in frames; an empty
 * one is a frame that is spoilt. What happens it tells a line each, in JSON. It ends with its input. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "modem_sim.h"

#define PATH_BYTES 512u
#define TEXT_BYTES 1024u
#define ANSWER_MS 5000 /* an acknowledgement takes far less, but on a busy machine */
#define TRIES 2

enum { START = 0x02, REPEATED = 0x03, ACK = 0x06, NAK = 0x15 };

struct modem {
    int line;
    int request;
    uint8_t heard[ST75MM_FRAME_BYTES];
    size_t length;
};

static bool open_pty(struct modem *modem, const char *path)
{
    struct termios settings;
    modem->line = posix_openpt(O_RDWR | O_NOCTTY);
    if (modem->line < 0 || grantpt(modem->line) != 0 || unlockpt(modem->line) != 0) {
        return false;
    }
    int other = open(ptsname(modem->line), O_RDWR | O_NOCTTY); /* kept: the line lives without the device */
    if (other < 0 || tcgetattr(other, &settings) != 0) {
        return false;
    }
    cfmakeraw(&settings);
    (void)unlink(path);
    return tcsetattr(other, TCSANOW, &settings) == 0 && symlink(ptsname(modem->line), path) == 0;
}

static bool open_request(struct modem *modem, const char *path)
{
    char name[PATH_BYTES];
    int length = snprintf(name, sizeof name, "%s.request", path);
    if (length < 0 || (size_t)length >= sizeof name) {
        return false;
    }
    (void)unlink(name);
    modem->request = mkfifo(name, S_IRUSR | S_IWUSR) != 0 ? -1 : open(name, O_RDWR | O_NONBLOCK);
    return modem->request >= 0;
}

static void tell(const char *event, unsigned command)
{
    (void)printf("{\"event\":\"%s\",\"command\":%u}\n", event, command);
    (void)fflush(stdout);
}

static void put(const struct modem *modem, const uint8_t *bytes, size_t count)
{
    (void)!write(modem->line, bytes, count);
}

/* The device wants to send: not busy, so it may. */
static void take_request(const struct modem *modem)
{
    const uint8_t status[] = {modem_sim_settings.modem.status_start, 0, 0};
    char level = 'H';
    while (read(modem->request, &level, 1) == 1) {
        if (level == 'L') {
            put(modem, status, sizeof status);
        }
    }
}

/* Bytes of the device, outside an answer to us: its frame. */
static void take_frame_byte(struct modem *modem, uint8_t byte)
{
    uint8_t answer = NAK;
    if (modem->length == 0 && byte != START && byte != REPEATED) {
        return;
    }
    modem->heard[modem->length++] = byte;
    size_t expected = modem->length < 2 ? 2 : (size_t)modem->heard[1] + 6u;
    if (modem->length < expected) {
        return;
    }
    uint8_t right[ST75MM_FRAME_BYTES];
    (void)modem_sim_frame(modem->heard[0], modem->heard[2], modem->heard + 3, (size_t)modem->heard[1] + 1u, right);
    answer = memcmp(right, modem->heard, expected) == 0 ? ACK : NAK;
    put(modem, &answer, 1);
    tell(answer == ACK ? "heard" : "spoilt", modem->heard[2]);
    modem->length = 0;
}

/* What the device says: an acknowledgement of ours, when we wait for one; else 0, and its frames are taken. */
static int hear(struct modem *modem, bool wants_answer)
{
    uint8_t bytes[64];
    ssize_t count = read(modem->line, bytes, sizeof bytes);
    for (ssize_t at = 0; at < count; at++) {
        if (wants_answer && modem->length == 0 && (bytes[at] == ACK || bytes[at] == NAK)) {
            return bytes[at];
        }
        take_frame_byte(modem, bytes[at]);
    }
    return 0;
}

/* Wait until there is something to say, or, at most `patience_ms`, for an acknowledgement. */
static int listen_for(struct modem *modem, int patience_ms, bool wants_answer)
{
    struct pollfd sources[] = {{.fd = modem->line, .events = POLLIN}, {.fd = modem->request, .events = POLLIN},
                               {.fd = wants_answer ? -1 : STDIN_FILENO, .events = POLLIN}};
    int answer = 0;
    while (answer == 0 && poll(sources, sizeof sources / sizeof sources[0], patience_ms) > 0) {
        take_request(modem);
        answer = (sources[0].revents & POLLIN) != 0 ? hear(modem, wants_answer) : 0;
        if (sources[2].revents != 0) {
            return 0;
        }
    }
    return answer;
}

/* One frame, and once more if it is not acknowledged. */
static bool say_frame(struct modem *modem, uint8_t *frame, size_t length)
{
    for (int attempt = 0; attempt < TRIES; attempt++) {
        frame[0] = attempt == 0 ? START : REPEATED;
        put(modem, frame, length);
        int answer = listen_for(modem, ANSWER_MS, true);
        tell(answer == ACK ? "acknowledged" : answer == NAK ? "refused" : "unanswered", frame[2]);
        if (answer == ACK) {
            return true;
        }
    }
    return false;
}

static void say(struct modem *modem, const char *text)
{
    uint8_t frames[MODEM_SIM_BYTES];
    size_t count = modem_sim_text(text, frames);
    for (size_t at = 0; at < count;) {
        size_t length = (size_t)frames[at + 1u] + 6u;
        if (!say_frame(modem, frames + at, length)) {
            return;
        }
        at += length;
    }
}

static void say_spoilt(struct modem *modem)
{
    uint8_t frame[ST75MM_FRAME_BYTES];
    size_t length = modem_sim_frame(START, MODEM_SIM_DATA, (const uint8_t *)"?", 1, frame);
    frame[length - 1u] ^= 1u;
    (void)say_frame(modem, frame, length);
}

int main(int count, char **words)
{
    static struct modem modem;
    char text[TEXT_BYTES];
    (void)signal(SIGPIPE, SIG_IGN);
    if (count != 2 || !open_pty(&modem, words[1]) || !open_request(&modem, words[1])) {
        (void)fprintf(stderr, "meriggio-modem PATH: %s\n", strerror(errno));
        return EXIT_FAILURE;
    }
    (void)setvbuf(stdin, NULL, _IONBF, 0);
    tell("ready", 0);
    for (;;) {
        (void)listen_for(&modem, -1, false);
        if (fgets(text, sizeof text, stdin) == NULL) {
            return EXIT_SUCCESS;
        }
        text[strcspn(text, "\n")] = '\0';
        if (text[0] == '\0') {
            say_spoilt(&modem);
        } else {
            say(&modem, text);
        }
    }
}
