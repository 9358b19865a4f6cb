/* What generators ask about the files of a site. */

#include "indexer/generator.h"

#include "base/io.h"

/* No settings file is larger in earnest. */
#define MAX_SETTINGS_SIZE (4 * 1024 * 1024)

/* The parser for the file's extension, or NULL. */
static int (*find_parser(struct span path))(struct value **, struct span,
					    struct arena *,
					    struct parse_problem *)
{
	struct span extension = path_extension(path);

	if (span_iis(extension, ".toml"))
		return toml_parse;
	if (span_iis(extension, ".json"))
		return json_parse;
	return yaml_parse;
}

/* Leaves the bytes of the file in `text`. */
static struct value *parse_file(struct site *site, const char *path,
				struct strbuf *text, struct warnings *w)
{
	struct parse_problem problem;
	struct error err = ERROR_INIT;
	struct value *map = NULL;
	struct span file =
		path_join(&site->arena, span_from(site->root), span_from(path));

	if (!io_is_file(file.ptr))
		return NULL;
	if (io_read_file(text, file.ptr, MAX_SETTINGS_SIZE, &err) < 0)
		warnings_put(w, span_from(path), 0, 0, "%s", err.message);
	else if (find_parser(span_from(path))(&map, strbuf_span(text),
					      &site->arena, &problem) < 0)
		warnings_put(w, span_from(path), problem.line, problem.column,
			     "%s", problem.reason);
	return map;
}

struct value *site_read_settings(struct site *site, const char *path,
				 struct warnings *w)
{
	struct strbuf text = STRBUF_INIT;
	struct value *map = parse_file(site, path, &text, w);

	if (map) {
		site_hash(site, span_from(path));
		site_hash(site, strbuf_span(&text));
	}
	strbuf_release(&text);
	return map;
}

struct value *site_parse_settings(struct site *site, const char *path,
				  struct warnings *w)
{
	struct strbuf text = STRBUF_INIT;
	struct value *map = parse_file(site, path, &text, w);

	strbuf_release(&text);
	return map;
}

const char *site_find_file(const char *root, const char *const names[])
{
	struct arena scratch = ARENA_INIT;
	const char *found = NULL;

	for (size_t i = 0; names[i] && !found; i++)
		if (io_is_file(path_join(&scratch, span_from(root),
					 span_from(names[i]))
				       .ptr))
			found = names[i];
	arena_release(&scratch);
	return found;
}

bool site_has_folder(const char *root, const char *name)
{
	struct arena scratch = ARENA_INIT;
	bool found = io_is_folder(
		path_join(&scratch, span_from(root), span_from(name)).ptr);

	arena_release(&scratch);
	return found;
}

bool site_is_markdown(struct span path, const char *const more[])
{
	struct span extension = path_extension(path);

	if (span_iis(extension, ".md") || span_iis(extension, ".markdown"))
		return true;
	for (size_t i = 0; more[i]; i++)
		if (span_iis(extension, more[i]))
			return true;
	return false;
}
