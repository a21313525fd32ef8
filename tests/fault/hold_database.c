/* Holds the write lock of a data folder, as a program that writes for long does: prints "held", and lets go when its input ends. Usage: hold_database DIR */
#include <stdio.h>
#include <stdlib.h>

#include "base/always.h"
#include "store/database.h"

int main(int argc, char **argv)
{
    sqlite3 *db = NULL;
    if (argc != 2 || database_open(argv[1], DATABASE_WRITE, NULL, &db) != STATUS_OK) {
        fprintf(stderr, "Give the data folder of a server.\n");
        return EXIT_FAILURE;
    }
    ALWAYS(database_run(db, "BEGIN IMMEDIATE") == STATUS_OK);
    puts("held");
    fflush(stdout);
    while (getchar() != EOF)
        ;
    ALWAYS(database_run(db, "ROLLBACK") == STATUS_OK);
    sqlite3_close(db);
    return EXIT_SUCCESS;
}
