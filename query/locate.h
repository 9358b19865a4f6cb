#ifndef QUERY_LOCATE_H
#define QUERY_LOCATE_H

/*
 * The bytes of a document's texts at which its found words stand, in two
 * steps: about where each is, told by the samples of the text without a
 * look at it, is enough to choose what is shown (query/choose.h); only the
 * words in there are then looked for.
 */

#include "query/marks.h"

/* What was found in the text of a document; lives in the arena given. */
struct text_places {
	const struct found **items; /* by field and position */
	struct whereabouts *guesses;
	size_t count;
};

struct choice;

struct document_marks {
	struct marks title;   /* of document->title */
	struct marks summary; /* of document->summary, where it is shown:
				 no prose or code in the text has any */
	struct marks text;    /* of content->text, where it is shown */
};

/*
 * Put what was found in the text into `out`, and into `guesses` a mark for
 * each place, about where it is: inside the block that has it, and before
 * or behind the others as they are in the text.
 */
void locate_guess(struct text_places *out, struct marks *guesses,
		  const struct found_list *found, const struct content *content,
		  struct arena *a);

/*
 * Find the words of the title, of the text where they are guessed to be in
 * what was chosen, and of the summary. They live in `a`.
 */
void locate_marks(struct document_marks *out, const struct found_list *found,
		  const struct text_places *places, const struct choice *choice,
		  const struct document *doc, const struct content *content,
		  struct analyzer *analyzer, struct arena *a);

#endif
