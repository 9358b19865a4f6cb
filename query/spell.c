#include "query/spell.h"

#include "base/ascii.h"
#include "text/utf8.h"

/* Longer words are no misspellings that we could mend. */
#define MAX_LETTERS 40

/* What mistakes cost, in tenths. */
enum { MISTAKE = 10, NEIGHBOUR_KEY = 8 };

/* The keys around each letter; QWERTY, the layout of most keyboards. */
static bool is_neighbour_key(int32_t a, int32_t b)
{
	static const char *const around[26] = {
		"qwsz",   "vghn",   "xdfv", "ersfcx", "wrsd",  "rtgvcd",
		"tyhbvf", "yujnbg", "uojk", "uikmnh", "iolmj", "opk",
		"njk",    "bhjm",   "ipkl", "ol",     "wa",    "etdf",
		"wedxza", "ryfg",   "yihj", "cfgb",   "qeas",  "zsdc",
		"tugh",   "asx",
	};

	return a >= 'a' && a <= 'z' && b >= 'a' && b <= 'z' &&
	       strchr(around[a - 'a'], (char)b);
}

static int minimum(int a, int b)
{
	return a < b ? a : b;
}

static int replace_cost(int32_t a, int32_t b)
{
	if (a == b)
		return 0;
	return is_neighbour_key(a, b) ? NEIGHBOUR_KEY : MISTAKE;
}

/* One row of the table: `a` is the letter that it adds to the row above. */
struct row {
	int cost[MAX_LETTERS + 1];
};

/*
 * Optimal string alignment (Damerau's four mistakes, none inside another),
 * row by row; two rows back are needed for swapped letters.
 */
int spell_distance(const int32_t *a, size_t a_len, const int32_t *b,
		   size_t b_len, int limit)
{
	/* The mistake in the first letter counts once more. */
	int start = a[0] == b[0] ? 0 : MISTAKE;
	struct row rows[3];

	for (size_t j = 0; j <= b_len; j++)
		rows[0].cost[j] = start + (int)j * MISTAKE;
	for (size_t i = 1; i <= a_len; i++) {
		int *row = rows[i % 3].cost;
		const int *above = rows[(i - 1) % 3].cost;
		const int *before = rows[(i + 1) % 3].cost;
		int least = row[0] = start + (int)i * MISTAKE;

		for (size_t j = 1; j <= b_len; j++) {
			int cost =
				above[j - 1] + replace_cost(a[i - 1], b[j - 1]);

			cost = minimum(cost, above[j] + MISTAKE);
			cost = minimum(cost, row[j - 1] + MISTAKE);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				cost = minimum(cost, before[j - 2] + MISTAKE);
			row[j] = cost;
			least = minimum(least, cost);
		}
		if (least > limit)
			return least;
	}
	return rows[a_len % 3].cost[b_len];
}

/* A word as code points. */
struct letters {
	int32_t codes[MAX_LETTERS];
	size_t count;
	struct word_shape shape;
	bool is_short; /* only a missing letter may be mended */
};

/* Returns false for a word that is too long. */
static bool letters_read(struct letters *out, struct span word)
{
	out->count = 0;
	out->shape = word_shape(word);
	out->is_short = false;
	if (out->shape.count > MAX_LETTERS)
		return false;
	for (size_t pos = 0; pos < word.len;)
		out->codes[out->count++] = utf8_next(word, &pos);
	return out->count > 0;
}

/* The best word so far. */
struct guess {
	struct span word;
	int distance; /* in tenths */
	int64_t documents;
};

/*
 * Fewer mistakes first; then the word of more documents, of which one with
 * a neighbouring key may have half as many.
 */
static bool is_better(const struct guess *a, const struct guess *b)
{
	int mistakes_a = (a->distance + MISTAKE - 1) / MISTAKE;
	int mistakes_b = (b->distance + MISTAKE - 1) / MISTAKE;
	int64_t a_weight = a->documents, b_weight = b->documents;

	if (mistakes_a != mistakes_b)
		return mistakes_a < mistakes_b;
	if (a->distance < mistakes_a * MISTAKE)
		a_weight *= 2;
	if (b->distance < mistakes_b * MISTAKE)
		b_weight *= 2;
	if (a_weight != b_weight)
		return a_weight > b_weight;
	return span_cmp(a->word, b->word) < 0;
}

static int count_bits(uint32_t set)
{
	int count = 0;

	for (; set; set &= set - 1)
		count++;
	return count;
}

/* Whether a word of this shape may be within `spread` mistakes. */
static bool is_like(const struct letters *typed, const struct word_shape *shape,
		    size_t spread)
{
	return shape->count + spread >= typed->count &&
	       shape->count <= typed->count + spread &&
	       !(typed->is_short && shape->count <= typed->count) &&
	       count_bits(shape->letters ^ typed->shape.letters) <=
		       2 * (int)spread;
}

/* Look for a better guess among words that begin with `first`. */
static int guess_among(struct guess *best, struct reader *r,
		       const struct letters *typed, struct span first,
		       int limit, struct error *err)
{
	const struct word_list *list = reader_words(r, first, err);
	size_t spread = (size_t)(limit / MISTAKE);

	if (!list)
		return -1;
	for (size_t i = 0; i < list->count; i++) {
		const struct listed_word *word = &list->items[i];
		struct guess guess = { word->text, 0, word->documents };
		struct letters letters;

		/* Few words pass the cheap test. */
		if (!is_like(typed, &word->shape, spread) ||
		    !letters_read(&letters, word->text))
			continue;
		guess.distance =
			spell_distance(typed->codes, typed->count,
				       letters.codes, letters.count, limit);
		if (guess.distance <= limit && guess.distance > 0 &&
		    (!best->word.len || is_better(&guess, best)))
			*best = guess;
	}
	return 0;
}

/* The bytes of the character at the front. */
static struct span first_letter(struct span word)
{
	size_t end = 0;

	utf8_next(word, &end);
	return span_slice(word, 0, end);
}

/* How far a word may be off, in tenths; 0: it is to stay as it is. */
static int limit_of(struct span word, const struct letters *letters,
		    const struct tuning *tuning)
{
	double count = (double)letters->count;

	for (size_t i = 0; i < word.len; i++)
		if (ascii_is_digit(word.ptr[i]))
			return 0;
	if (count + 1 < tuning->one_mistake)
		return 0;
	return count < tuning->two_mistakes ? MISTAKE : 2 * MISTAKE;
}

/* Try a word, spelled as it may have been meant. */
static int try_word(struct guess *best, struct reader *r, struct span word,
		    struct arena *a, struct error *err)
{
	struct guess guess = { word, MISTAKE, 0 };
	struct word_counts counts;

	if (reader_find_word(r, word, &counts, err) < 0)
		return -1;
	guess.documents = counts.surfaces;
	if (guess.documents && (!best->word.len || is_better(&guess, best))) {
		*best = guess;
		best->word = arena_copy(a, word);
	}
	return 0;
}

/* With each letter of the alphabet of `like` before `rest`. */
static int try_letters(struct guess *best, struct reader *r, int32_t like,
		       struct span rest, struct arena *a, struct error *err)
{
	/* Alphabets lie within such blocks of Unicode, but for Latin. */
	int32_t letter = like < 0x80 ? 'a' : like & ~0x7f;
	int32_t end = like < 0x80 ? 'z' + 1 : letter + 0x80;
	struct strbuf word = STRBUF_INIT;
	int ret = 0;

	for (; letter < end && ret == 0; letter++) {
		strbuf_reset(&word);
		utf8_put(&word, letter);
		strbuf_put_span(&word, rest);
		ret = try_word(best, r, strbuf_span(&word), a, err);
	}
	strbuf_release(&word);
	return ret;
}

/* The first letter missing, too many, swapped with the second, or wrong. */
static int find_other_first(struct guess *best, struct reader *r,
			    const struct letters *typed, struct span word,
			    struct arena *a, struct error *err)
{
	struct span first = first_letter(word);
	struct span rest = span_slice(word, first.len, word.len);
	struct span second = first_letter(rest);
	struct span swapped = arena_printf(
		a, "%.*s%.*s%.*s", (int)second.len, second.ptr, (int)first.len,
		first.ptr, (int)(rest.len - second.len), rest.ptr + second.len);

	if (try_letters(best, r, typed->codes[1], word, a, err) < 0)
		return -1;
	if (typed->is_short)
		return 0;
	if (try_word(best, r, swapped, a, err) < 0 ||
	    try_word(best, r, rest, a, err) < 0)
		return -1;
	return try_letters(best, r, typed->codes[1], rest, a, err);
}

static int find_near(struct guess *best, struct reader *r, struct span word,
		     struct arena *a, struct error *err)
{
	struct guess other = { span_make("", 0), 0, 0 };
	struct letters typed;
	int limit;

	if (!letters_read(&typed, word) || typed.count < 2)
		return 0;
	limit = limit_of(word, &typed, reader_tuning(r));
	if (limit == 0)
		return 0;
	typed.is_short = (double)typed.count < reader_tuning(r)->one_mistake;
	if (guess_among(best, r, &typed, first_letter(word), limit, err) < 0)
		return -1;
	if (best->word.len && best->distance <= MISTAKE)
		return 0;
	/* One mistake at the front is likelier than two behind it. */
	if (find_other_first(&other, r, &typed, word, a, err) < 0)
		return -1;
	if (other.word.len)
		*best = other;
	return 0;
}

/* Two words written together: the split whose rarer half is most frequent. */
static int find_split(struct span *out, struct reader *r, struct span word,
		      struct arena *a, struct error *err)
{
	int64_t most = 0;
	size_t at = 0;

	for (size_t i = 2; i + 2 <= word.len; i++) {
		struct span left = span_slice(word, 0, i);
		struct span right = span_slice(word, i, word.len);
		struct word_counts l, r_counts;
		int64_t least;

		if (((unsigned char)word.ptr[i] & 0xc0) == 0x80)
			continue;
		if (reader_find_word(r, left, &l, err) < 0 ||
		    reader_find_word(r, right, &r_counts, err) < 0)
			return -1;
		least = l.surfaces < r_counts.surfaces ? l.surfaces
						       : r_counts.surfaces;
		if (least <= most)
			continue;
		most = least;
		at = i;
	}
	if (at)
		*out = arena_printf(a, "%.*s %.*s", (int)at, word.ptr,
				    (int)(word.len - at), word.ptr + at);
	return at > 0;
}

int spell_find(struct span *out, struct reader *r, struct span word,
	       struct arena *a, struct error *err)
{
	struct guess best = { span_make("", 0), 0, 0 };
	int split;

	if (word.len < 4 || find_near(&best, r, word, a, err) < 0)
		return word.len < 4 ? 0 : -1;
	if (best.word.len && best.distance <= MISTAKE) {
		*out = arena_copy(a, best.word);
		return 1;
	}
	split = find_split(out, r, word, a, err);
	if (split == 0 && best.word.len) {
		*out = arena_copy(a, best.word);
		return 1;
	}
	return split;
}
