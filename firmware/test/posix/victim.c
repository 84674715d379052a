#include "victim.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

static int to_parent;

void victim_says(uint32_t number)
{
    if (write(to_parent, &number, sizeof number) != (ssize_t)sizeof number) {
        _exit(EXIT_FAILURE);
    }
}

uint32_t victim_run(void (*work)(void *context), void *context, unsigned says, unsigned later_us)
{
    int ends[2];
    uint32_t said = 0;
    uint32_t last = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)close(ends[0]);
        to_parent = ends[1];
        work(context);
        _exit(EXIT_SUCCESS);
    }
    (void)close(ends[1]);
    for (unsigned heard = 0; read(ends[0], &said, sizeof said) == (ssize_t)sizeof said; heard++) {
        last = said;
        if (heard == says) {
            (void)usleep(later_us);
            (void)kill(child, SIGKILL);
        }
    }
    (void)close(ends[0]);
    assert_int_equal(waitpid(child, NULL, 0), child);
    return last;
}
