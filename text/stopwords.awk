# Turn the stop word lists (text/stopwords/LANG.txt) into one C source, the
# tables that text/stopwords_data.h declares.
#
# usage: awk -f text/stopwords.awk FILE... >stopwords_data.c

BEGIN {
	print "/* Made by text/stopwords.awk. */"
	print "#include \"text/stopwords_data.h\""
}

FNR == 1 {
	close_list()
	language = FILENAME
	sub(/.*\//, "", language)
	sub(/\.txt$/, "", language)
	languages[++count] = language
	printf "\nstatic const char *const words_%s[] = {\n", language
}

/^#/ {
	next
}

# What would not survive in a C string, or be no word.
/["\\ \t\r]/ || /^$/ {
	printf "%s:%d: not one word\n", FILENAME, FNR >"/dev/stderr"
	failed = 1
	exit
}

{
	printf "\t\"%s\",\n", $0
}

END {
	if (failed)
		exit 1
	close_list()
	print "\nconst struct stopword_list stopword_lists[] = {"
	for (i = 1; i <= count; i++)
		printf "\t{ \"%s\", words_%s,\n" \
			"\t  sizeof(words_%s) / sizeof(words_%s[0]) },\n",
			languages[i], languages[i], languages[i], languages[i]
	print "};\n"
	print "const size_t stopword_list_count ="
	print "\tsizeof(stopword_lists) / sizeof(stopword_lists[0]);"
}

function close_list()
{
	if (count)
		print "};"
}
