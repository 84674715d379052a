#include "folder.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "unit.h"

static char path[64];

int folder_make(void)
{
    (void)snprintf(path, sizeof path, "/tmp/meriggio-port-XXXXXX");
    assert_non_null(mkdtemp(path));
    int folder = files_folder(-1, path);
    assert_true(folder >= 0);
    return folder;
}

static int forget(const char *name, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status;
    (void)kind;
    (void)walk;
    return remove(name);
}

void folder_remove(int folder)
{
    (void)close(folder);
    assert_int_equal(nftw(path, forget, 8, FTW_DEPTH | FTW_PHYS), 0);
}
