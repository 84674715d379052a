/* A folder of one's own for a test. */
#ifndef MERIGGIO_TEST_FOLDER_H
#define MERIGGIO_TEST_FOLDER_H

/* A new one, open; it is removed with `folder_remove`. */
int folder_make(void);
void folder_remove(int folder);

#endif
