/* The device as a Linux program; firmware/README.md says how to run it. */
#include <stdlib.h>
#include <unistd.h>

#include "device.h"

#define RESTART_ASKED_FOR 3

/* What runs in a slot after a restart is this program, with what was said to it. */
static int start_again(const struct options *options, char **words)
{
    if (options->is_supervised) {
        (void)execv("/proc/self/exe", words);
    }
    return RESTART_ASKED_FOR;
}

int main(int count, char **words)
{
    static struct device device;
    struct options options;
    if (!options_read(&options, count, words) || !device_begin(&device, &options)) {
        return EXIT_FAILURE;
    }
    enum device_end end = device_run(&device);
    device_end(&device);
    return end == DEVICE_RESTARTS ? start_again(&options, words) : EXIT_SUCCESS;
}
