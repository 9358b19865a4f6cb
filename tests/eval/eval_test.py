#!/usr/bin/env python3
"""Test what eval.py computes by hand-made numbers. Prints TAP."""

import math
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import eval as e

GRADES = {"a": 3, "b": 1}
# 1 / log2(3), what the second rank is worth
SECOND = 1 / math.log2(3)

TESTS = [
    ("ndcg__of_the_best_order_is_1",
     e.ndcg(GRADES, ["a", "b", "x"]), 1),
    ("ndcg__weighs_grades_and_ranks",
     e.ndcg(GRADES, ["b", "a"]), (1 + 3 * SECOND) / (3 + SECOND)),
    ("ndcg__counts_what_was_not_found",
     e.ndcg(GRADES, ["a"]), 3 / (3 + SECOND)),
    ("ndcg__looks_at_ten_hits",
     e.ndcg(GRADES, ["x"] * 10 + ["a"]), 0),
    ("reciprocal_rank__is_of_the_first_relevant",
     e.reciprocal_rank(GRADES, ["x", "b", "a"]), 1 / 2),
    ("reciprocal_rank__looks_at_ten_hits",
     e.reciprocal_rank(GRADES, ["x"] * 10 + ["a"]), 0),
    ("stock_words__are_what_an_owner_would_look_for",
     list(e.stock_words('tag:rust "dead-letter" -x after:2026-01 std::a')),
     ["rust", "dead", "letter", "std", "a"]),
]

failed = 0
print("1..%d" % len(TESTS))
for number, (name, got, wanted) in enumerate(TESTS, 1):
    good = got == wanted or (isinstance(got, float) and
                             math.isclose(got, wanted))
    failed += not good
    print("%s %d - %s" % ("ok" if good else "not ok", number, name))
    if not good:
        print("# %r, not %r" % (got, wanted))
sys.exit(failed > 0)
