#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

/* The tables; run once, in an empty database. */
extern const char schema_sql[];

/* Empties every table. */
extern const char schema_clear_sql[];

#endif
