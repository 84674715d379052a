# The device as a Linux program, and its tests; included by ../../Makefile.
POSIX := $(wildcard port/posix/*.c)
POSIX_PARTS := $(filter-out port/posix/main.c,$(POSIX))
POSIX_TESTS := $(patsubst test/posix/test_%.c,%,$(wildcard test/posix/test_*.c))
POSIX_SUPPORT := $(filter-out test/posix/test_%,$(wildcard test/posix/*.c))
POSIX_HEADERS := $(HEADERS) $(wildcard port/posix/*.h test/posix/*.h)
POSIX_INCLUDES := -D_GNU_SOURCE -Iport/posix -Itest/support
POSIX_FLAGS := $(STANDARD) $(POSIX_INCLUDES)
POSIX_LIBRARIES := -lmosquitto -lcurl -lssl -lcrypto -lm
POSIX_PROGRAMS := meriggio-device meriggio-modem
POSIX_MADE_OF := $(CORE) test/support/wave.c test/support/modem_sim.c

.PHONY: posix posix-programs posix-test posix-analyze

# Tests and demos build it too: one build at a time, and a program has its name only when it is whole.
posix: ## the device as a Linux program (libmosquitto, libcurl, OpenSSL)
	@mkdir -p $(BUILD)/posix
	@flock $(BUILD)/posix/lock $(MAKE) --no-print-directory posix-programs

posix-programs: $(POSIX_PROGRAMS:%=$(BUILD)/posix/%)

posix-test: $(POSIX_TESTS:%=$(BUILD)/posix-test/test_%) $(POSIX_PROGRAMS:%=$(BUILD)/posix-test/%) ## under ASan and UBSan
	@for test in $(filter $(BUILD)/posix-test/test_%,$^); do ./$$test || exit 1; done
	@cd .. && $(abspath $(PYTHON)) -m pytest firmware/test/posix

# A file each: of several, clang-tidy 14 takes the later ones' va_list for one that was never begun.
posix-analyze: ## clang-tidy on it
	@mkdir -p $(BUILD)
	@for file in $(POSIX) port/posix/modem/main.c; do clang-tidy --quiet --warnings-as-errors='*' $$file -- \
		-std=c11 $(INCLUDES) $(POSIX_INCLUDES) 2>$(BUILD)/clang-tidy-posix.log || exit 1; done
	@echo "posix-analyze: nothing found in $(words $(POSIX) modem) files"

$(BUILD)/posix/meriggio-device: $(patsubst %.c,$(BUILD)/posix/%.o,$(POSIX_MADE_OF) $(POSIX))
	@$(CC) $^ $(POSIX_LIBRARIES) -o $@.new && mv $@.new $@

$(BUILD)/posix/meriggio-modem: $(patsubst %,$(BUILD)/posix/%.o,port/posix/modem/main test/support/modem_sim)
	@$(CC) $^ -o $@.new && mv $@.new $@

$(BUILD)/posix/%.o: %.c $(POSIX_HEADERS) Makefile port/posix/posix.mk
	@mkdir -p $(@D)
	@$(CC) $(POSIX_FLAGS) -O2 -g -c $< -o $@

$(BUILD)/posix-test/meriggio-device: $(patsubst %.c,$(BUILD)/posix-test/%.o,$(POSIX_MADE_OF) $(POSIX))
	@$(CC) $(SANITIZE) $^ $(POSIX_LIBRARIES) -o $@

$(BUILD)/posix-test/meriggio-modem: $(patsubst %,$(BUILD)/posix-test/%.o,port/posix/modem/main test/support/modem_sim)
	@$(CC) $(SANITIZE) $^ -o $@

$(BUILD)/posix-test/test_%: $(BUILD)/posix-test/test/posix/test_%.o \
		$(patsubst %.c,$(BUILD)/posix-test/%.o,$(CORE) $(SUPPORT) $(POSIX_PARTS) $(POSIX_SUPPORT))
	@$(CC) $(SANITIZE) $^ -lcmocka $(POSIX_LIBRARIES) -o $@

$(BUILD)/posix-test/%.o: %.c $(POSIX_HEADERS) Makefile port/posix/posix.mk
	@mkdir -p $(@D)
	@$(CC) $(POSIX_FLAGS) -Itest/unit -Itest/posix $(SANITIZE) -c $< -o $@
