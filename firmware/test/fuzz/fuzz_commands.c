/* Any command: no fault, nothing is done twice, and whatever is answered is remembered. */
#include <stdlib.h>

#include "commands.h"
#include "machine_sim.h"

#define NOON_MS UINT64_C(1782043200000)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct machine_sim machine;
    static struct commands commands;
    const struct commands_abilities abilities = {true, length % 2u == 0};
    char memory[400];
    struct message message = {.payload = memory, .room = sizeof memory};
    bool is_to_confirm = false;
    machine_sim_init(&machine, "spring-2027");
    if (!commands_begin(&commands, &machine.kv)) {
        abort();
    }
    enum commands_step step = commands_hear(&commands, (const char *)bytes, length, NOON_MS, &abilities);
    bool is_answered = commands_report(&commands, "MG-1", &message, &is_to_confirm);
    if ((step == COMMANDS_RESTART) == is_answered && step != COMMANDS_NOTHING) {
        abort();
    }
    if (step == COMMANDS_RESTART && (!commands_begin(&commands, &machine.kv) ||
                                     !commands_report(&commands, "MG-1", &message, &is_to_confirm))) {
        abort();
    }
    if (commands_hear(&commands, (const char *)bytes, length, NOON_MS, &abilities) != COMMANDS_NOTHING ||
        commands_report(&commands, "MG-1", &message, &is_to_confirm) != (is_answered || step == COMMANDS_RESTART)) {
        abort();
    }
    return 0;
}
