#ifndef QUERY_RECENCY_H
#define QUERY_RECENCY_H

/*
 * Newer articles before older ones that fit as well, where the owner of
 * the site wants that.
 */

#include <stdint.h>

/*
 * What the score of an article dated `date` is multiplied by: 1 for one of
 * today, half way from there to 0.5 after `half_life` days, and never as
 * little as 0.5, so that an old article which fits twice as well stays
 * before a new one. 1 for an undated article (DATE_NONE), for one of the
 * future, and where `half_life` is 0. Times in seconds.
 */
double recency(double half_life, int64_t date, int64_t now);

#endif
