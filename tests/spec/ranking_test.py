#!/usr/bin/env python3
"""Hold the program to ranking.tsv, which tells its own form. Prints TAP.

usage: BLOGSEARCH=PROGRAM ranking_test.py
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.abspath(os.environ.get("BLOGSEARCH", "build/blogsearch"))


def read_cases(path):
    """Lists of section, query, options, expected and reason."""
    section = ""
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if line.startswith("# "):
                section = line[2:]
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if len(cells) != 4:
                sys.exit("%s:%d: not four columns" % (path, number))
            yield [section] + cells


def run(*arguments):
    """Its output; 1 is what query exits with when it finds nothing."""
    env = {k: v for k, v in os.environ.items() if k != "BLOGSEARCH_DB"}
    done = subprocess.run((PROGRAM,) + arguments, stdout=subprocess.PIPE,
                          encoding="utf-8", env=env)
    if done.returncode > 1:
        sys.exit("%s: exit status %d" % (arguments, done.returncode))
    return done.stdout


def read_names(db):
    """The name of each article, by its URL."""
    names = {}
    for line in run("export", "--db", db).splitlines():
        article = json.loads(line)
        name = os.path.basename(article["path"])[:-len(".md")]
        names[article["url"]] = name
    return names


def check(expected, answer, hits):
    """What is wrong with the answer; hits are names. Empty: nothing."""
    applied = answer["applied"]
    at, corrected, dropped = 0, [], None
    for token in expected.split("; "):
        if token == ".":
            if len(hits) > at:
                return "has more than %d" % at
        elif token.startswith("not "):
            if token[4:] in hits:
                return "has " + token[4:]
        elif " > " in token:
            corrected.append(tuple(token.split(" > ")))
        elif token.startswith("without "):
            dropped = token[8:].split(", ")
        elif ": " in token:
            facet, counts = token.split(": ")
            found = ["%s %d" % (v["value"], v["count"])
                     for v in answer["facets"][facet]]
            if found != counts.split(", "):
                return "counts " + ", ".join(found)
        else:
            some = token.split(" + ")
            if sorted(hits[at:at + len(some)]) != sorted(some):
                return "lacks %s at %d" % (token, at + 1)
            at += len(some)
    found = [(c["from"], c["to"]) for c in applied["corrected"]]
    if found != corrected:
        return "corrects %s" % found
    if dropped is not None and applied["dropped"] != dropped:
        return "drops %s" % applied["dropped"]
    return ""


def main():
    failed = 0
    cases = list(read_cases(os.path.join(HERE, "ranking.tsv")))
    print("1..%d" % len(cases))
    with tempfile.TemporaryDirectory() as work:
        db = os.path.join(work, "index.db")
        run("index", os.path.join(HERE, "site"), "--db", db, "--quiet")
        names = read_names(db)
        for number, case in enumerate(cases, 1):
            section, query, options, expected, reason = case
            answer = json.loads(run("query", "--db", db, "--format", "json",
                                    "--limit", "20", *shlex.split(options),
                                    "--", query))
            hits = [names[r["url"]] for r in answer["results"]]
            wrong = check(expected, answer, hits)
            if reason.startswith("not yet: "):
                wrong = "" if wrong else "does it now"
            failed += wrong != ""
            print("%s %d - %s: %s %s: %s" % ("not ok" if wrong else "ok",
                                            number, section, query, options,
                                            reason))
            if wrong:
                print("# wanted: %s\n# %s: %s" % (expected, wrong,
                                                  " ".join(hits)))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
