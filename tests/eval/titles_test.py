#!/usr/bin/env python3
"""Test that titles of the sample site find their articles; and what
titles.py computes by hand-made cases. Prints TAP."""

import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import titles as t

program = os.environ.get("BLOGSEARCH", "build/blogsearch")
site = os.path.join(HERE, "..", "..", "data", "site")
word = random.Random(1)

TESTS = [
    ("keystrokes__end_with_a_letter", t.keystrokes("Go on"),
     ["G", "Go", "Go o", "Go on"]),
    ("drops_out__is_the_key_that_loses_what_was_near",
     t.drops_out([11, 5, 10, 11]), 3),
    ("drops_out__what_was_never_near_is_not_lost",
     t.drops_out([6, 11, 6, 11]), None),
    ("falls_silent__is_an_empty_answer_between_others",
     t.falls_silent([["a"], [], ["a"]]), 1),
    ("falls_silent__the_last_answer_may_be_empty",
     t.falls_silent([[], ["a"], []]), None),
    ("edits__are_one_letter_each",
     [edit("word", 3, "x") for edit in t.EDITS],
     ["wor", "worxd", "worx", "wodr"]),
    ("misspell__changes_a_long_word",
     t.misspell("A long story", t.swap, "a", word)[:7], "A long "),
]
TESTS += [("%s" % figure.name.replace(": ", "__").replace(" ", "_"),
           figure.is_met() or figure.bad, True)
          for figure in t.ask(program, site)]

failed = 0
print("1..%d" % len(TESTS))
for number, (name, got, wanted) in enumerate(TESTS, 1):
    failed += got != wanted
    print("%s %d - %s" % ("ok" if got == wanted else "not ok", number, name))
    if got != wanted:
        print("# %r, not %r" % (got, wanted))
sys.exit(failed > 0)
