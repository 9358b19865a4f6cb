#ifndef STORE_LABEL_H
#define STORE_LABEL_H

/* What an article is filed under. The numbers are stored: never reorder. */
enum label_kind { LABEL_AUTHOR, LABEL_CATEGORY, LABEL_TAG, LABEL_KIND_COUNT };

#endif
