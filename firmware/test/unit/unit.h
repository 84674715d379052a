/* What every unit test includes. */
#ifndef MERIGGIO_TEST_UNIT_H
#define MERIGGIO_TEST_UNIT_H

/* cmocka wants these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define RUN(tests) cmocka_run_group_tests(tests, NULL, NULL)

#endif
