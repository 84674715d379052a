/* What port/include/flash.h promises, of any flash; for cmocka. */
#ifndef MERIGGIO_TEST_FLASH_CONTRACT_H
#define MERIGGIO_TEST_FLASH_CONTRACT_H

#include "flash.h"

/* A flash that is erased, with two sectors at least. */
void flash_contract_holds(const struct flash *flash);

#endif
