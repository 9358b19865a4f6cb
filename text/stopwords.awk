# Turn the stop word lists (text/stopwords/LANG.txt) into one C source, the
# tables that text/stopwords_data.h declares.
#
# usage: LC_ALL=C awk -f text/stopwords.awk FILE... >stopwords_data.c

BEGIN {
	print "/* Made by text/stopwords.awk. */"
	print "#include \"text/stopwords_data.h\"\n"
	print "#define BIT(n) | UINT64_C(1) << n\n"
	print "const char stopword_languages[][4] = {"
}

FNR == 1 {
	language = FILENAME
	sub(/.*\//, "", language)
	sub(/\.txt$/, "", language)
	printf "\t\"%s\",\n", language
	count++
	last = ""
}

/^#/ {
	next
}

# What would not survive in a C string, or be no word.
/["\\ \t\r]/ || /^$/ || length($0) >= 40 {
	fail("not one word")
}

$0 "" <= last {
	fail("not sorted, or twice")
}

{
	last = $0 ""
	bits[last] = bits[last] " BIT(" count - 1 ")"
}

END {
	if (failed)
		exit 1
	print "};\n\nconst struct stopword stopwords[] = {"
	fflush()
	for (word in bits)
		printf "\t{ \"%s\", 0%s },\n", word, bits[word] | "sort"
	close("sort")
	print "};\n"
	print "const size_t stopword_language_count ="
	print "\tsizeof(stopword_languages) / sizeof(stopword_languages[0]);"
	print "const size_t stopword_count ="
	print "\tsizeof(stopwords) / sizeof(stopwords[0]);"
	print "\n_Static_assert(sizeof(stopword_languages) <= 64 * 4,"
	print "\t       \"a bit for each language\");"
}

function fail(why)
{
	printf "%s:%d: %s\n", FILENAME, FNR, why >"/dev/stderr"
	failed = 1
	exit 1
}
