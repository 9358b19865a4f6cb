#!/usr/bin/env python3
"""Test the search of tune.py on made-up figures. Prints TAP."""

import os
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import tune as t


def figures(settings):
    """`long` gains by less k1 and loses by nearness, `short` the other way;
    `odd` has its best at one k1 alone."""
    k1, nearness = settings["k1"], settings["nearness"]
    return {"long": 0.5 - k1 / 20 - nearness / 20,
            "short": 0.4 + k1 / 100 + nearness / 10,
            "odd": 0.9 if k1 == 1.0 else 0.2}


def search(*names):
    return t.search(figures, names, 2)


def is_known_default(name):
    return t.DEFAULTS[name] in t.STEPS[name]


def stored(settings):
    """What the index keeps of them, which is what is no default."""
    program = os.environ.get("BLOGSEARCH", "build/blogsearch")
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("a.md", "text"),
                           ("blogsearch.toml", t.settings_file(settings))):
            with open(os.path.join(folder, name), "w") as f:
                f.write(text)
        db = os.path.join(folder, "index.db")
        subprocess.run([program, "index", folder, "--db", db, "--quiet"],
                       check=True)
        rows = sqlite3.connect(db).execute(
            "SELECT value FROM meta WHERE key = 'tuning'").fetchall()
        return "".join(row[0] for row in rows)


TESTS = [
    ("search__goes_as_far_as_it_helps",
     search("long"), dict(t.DEFAULTS, k1=1.0, nearness=0)),
    ("search__looks_at_the_collections_named_alone",
     search("short"), dict(t.DEFAULTS, k1=3.0, nearness=1.0)),
    ("search__stops_where_the_next_step_does_not_help",
     search("odd"), t.DEFAULTS),
    ("search__weighs_collections_by_their_ratios",
     search("short", "long")["nearness"], 1.0),
    ("gain__is_the_mean_ratio",
     t.gain({"a": 1, "b": 3, "c": 9}, {"a": 2, "b": 2, "c": 1}, ["a", "b"]),
     1.0),
    ("defaults__are_among_the_steps",
     [n for n in t.STEPS if not is_known_default(n)], []),
    ("settings_file__is_what_an_owner_would_write",
     t.settings_file({"k1": 2.0, "title.b": 0}),
     "[ranking]\nk1 = 2\ntitle.b = 0\n"),
    ("defaults__are_those_of_the_program", stored(t.DEFAULTS), ""),
    ("settings__reach_the_index", stored(dict(t.DEFAULTS, k1=1.5)),
     "ranking.k1 1.5\n"),
    ("changes__are_told_alone",
     t.changes(dict(t.DEFAULTS, k1=1.5)), "k1 1.5"),
]

failed = 0
print("1..%d" % len(TESTS))
for number, (name, got, wanted) in enumerate(TESTS, 1):
    good = got == wanted
    failed += not good
    print("%s %d - %s" % ("ok" if good else "not ok", number, name))
    if not good:
        print("# %r, not %r" % (got, wanted))
sys.exit(failed > 0)
