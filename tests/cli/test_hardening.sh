#!/bin/sh
# What the compiler and the linker do against attacks is in the program.
#
# Conditions are evaluated by it():
# shellcheck disable=SC1091,SC2016,SC2034

. "$(dirname "$0")/lib.sh"

# usage: has PATTERN, in what readelf tells of the program
has() { grep -qE -e "$1" elf; }

readelf --wide --file-header --segments --dynamic --symbols \
	"$BLOGSEARCH" >elf 2>&1

it 'loads_at_any_address' 'has "Type: +DYN .*Position-Independent"'
it 'linked_tables_are_read_only' 'has GNU_RELRO && has "BIND_NOW|Flags:.* NOW"'
it 'the_stack_is_not_run' '! has "GNU_STACK.* RWE"'
it 'the_stack_is_guarded' 'has __stack_chk_fail'
case ${CFLAGS--O2} in
*sanitize* | *-O0*) ;; # the sanitizers do more
*-O*) it 'library_calls_are_checked' 'has "__(v?snprintf|memcpy|memset)_chk"' ;;
esac

finish
