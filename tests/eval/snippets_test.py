#!/usr/bin/env python3
"""Test that answers on the sample site show what was asked for; and what
snippets.py computes by hand-made cases. Prints TAP."""

import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import snippets as s

program = os.environ.get("BLOGSEARCH", "build/blogsearch")
site = os.path.join(HERE, "..", "..", "data", "site")
article = s.Article(json.dumps({
    "text": "Apples\nThey run\tand ran, asyncio.TaskGroup.", "summary": "It.", "lang": "en",
    "headings": [{"text": "Apples", "anchor": "apples"}]}))

TESTS = [
    ("is_asked__knows_other_forms", s.is_asked("Running", ["run"]), True),
    ("is_asked__knows_no_other_word", s.is_asked("runner", ["rust"]), False),
    ("is_asked__knows_parts_of_names",
     s.is_asked("asyncio.Task", ["task asyncio"]), True),
    ("is_asked__wants_all_parts",
     s.is_asked("asyncio.TaskGroup", ["task asyncio"]), False),
    ("is_asked__knows_names_written_otherwise",
     s.is_asked("TaskGroup", ["taskgroup"]), True),
    ("is_asked__ignores_case_and_accents", s.is_asked("CAFÉ", ["café"]),
     True),
    ("is_asked__knows_the_language",
     [s.is_asked("fonctions", ["fonction"], "fr"),
      s.is_asked("fonctions", ["fonction"], "ja")], [True, False]),
    ("has_word__finds_forms", article.has_word(["RUNS"]), True),
    ("has_word__looks_not_in_headings", article.has_word(["apples"]), False),
    ("has_whole__takes_whole_words", article.has_whole("…run and ran, …"),
     True),
    ("has_whole__takes_no_half_word", article.has_whole("They run an …"),
     False),
]
TESTS += [("%s" % figure.name.replace(": ", "__").replace(" ", "_"),
           figure.bad, []) for figure in s.ask(program, site, 200)]

failed = 0
print("1..%d" % len(TESTS))
for number, (name, got, wanted) in enumerate(TESTS, 1):
    failed += got != wanted
    print("%s %d - %s" % ("ok" if got == wanted else "not ok", number, name))
    if got != wanted:
        print("# %r, not %r" % (got, wanted))
sys.exit(failed > 0)
