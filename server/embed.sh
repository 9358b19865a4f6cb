#!/bin/sh
# Turn files into one C source, the table that server/assets.h declares.
#
# usage: server/embed.sh FILE... >assets_data.c

set -e

echo '/* Made by server/embed.sh. */'
echo '#include "server/assets.h"'
number=0
for file; do
	number=$((number + 1))
	printf '\nstatic const unsigned char bytes_%d[] = {\n' $number
	od -v -An -tx1 "$file" | sed 's/ *\([0-9a-f][0-9a-f]\)/0x\1,/g'
	echo '};'
done

printf '\nconst struct embedded embedded_files[] = {\n'
number=0
for file; do
	number=$((number + 1))
	printf '\t{ "/%s", bytes_%d, sizeof(bytes_%d) },\n' \
		"${file##*/}" $number $number
done
printf '\t{ 0, 0, 0 },\n};\n'
