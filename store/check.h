#ifndef STORE_CHECK_H
#define STORE_CHECK_H

#include "store/database.h"

/*
 * Is the whole file sound: its pages, and all that we packed into them?
 * ERR_CORRUPT where it is not. Outside of any transaction.
 */
int database_check(struct database *db, struct error *err);

#endif
