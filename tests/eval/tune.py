#!/usr/bin/env python3
"""Look for settings of ranking that suit judged collections, and say what
they are worth on collections that had no part in the choice.

usage: tune.py [--queries NAME] [--passes N] BLOGSEARCH COLLECTION...

A COLLECTION is a folder in the layout of BEIR, as eval.py takes it. Settings
are tried as a site's owner would set them, in blogsearch.toml: none of these
makes an article be read again.

The search goes one setting at a time, from its default to the next value of
STEPS up or down for as long as that helps, through all of them N times. What
helps is the mean, over the collections, of nDCG@10 by that of the defaults:
so an easy collection counts no more than a hard one.

For each collection it is done on all the others, and what was found there is
measured on the one left out. That is what a change of the defaults would do
for a site that nobody has judged. The last line is fitted to all of them, and
its figure is no promise.
"""

import argparse
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
import eval as e

# What is tried, with the default of store/tuning.c among it.
STEPS = {
    "k1": [1.0, 1.2, 1.5, 2.0, 2.5, 3.0],
    "nearness": [0, 0.1, 0.25, 0.5, 1.0],
    "title.weight": [1.5, 2.0, 3.0, 4.0, 5.0],
    "title.b": [0, 0.25, 0.5, 0.75],
    "headings.weight": [1.0, 1.5, 2.0],
    "summary.weight": [0, 0.3, 0.6, 1.0],
    "body.b": [0.5, 0.6, 0.75, 0.9],
    "code.weight": [0.4, 0.7, 1.0],
}
DEFAULTS = {"k1": 2.0, "nearness": 0.5, "title.weight": 3.0, "title.b": 0.5,
            "headings.weight": 1.5, "summary.weight": 0.3, "body.b": 0.75,
            "code.weight": 0.7}
# A smaller gain is chance.
LEAST_GAIN = 0.0002
# Files this old are not looked into again.
LONG_AGO = 1600000000


# --- the search


def gain(figures, defaults, names):
    """The mean of the ratios over the collections `names`."""
    return e.mean(figures[n] / defaults[n] for n in names)


def climb(settings, name, value_of):
    """Move one setting for as long as that helps."""
    best = value_of(settings)
    for direction in 1, -1:
        while True:
            at = STEPS[name].index(settings[name]) + direction
            if not 0 <= at < len(STEPS[name]):
                break
            tried = dict(settings, **{name: STEPS[name][at]})
            value = value_of(tried)
            if value < best + LEAST_GAIN:
                break
            settings, best = tried, value
    return settings


def search(measure, names, passes):
    """The settings that suit the collections `names` best."""
    defaults = measure(DEFAULTS)
    settings = dict(DEFAULTS)
    for _ in range(passes):
        before = settings
        for name in STEPS:
            settings = climb(settings, name, lambda tried: gain(
                measure(tried), defaults, names))
        if settings == before:
            break
    return settings


# --- measuring


def settings_file(settings):
    return "[ranking]\n" + "".join(
        "%s = %g\n" % pair for pair in sorted(settings.items()))


class Collection:
    """A judged collection, indexed in a folder of its own."""

    def __init__(self, program, folder, queries, work):
        self.program = program
        self.name = os.path.basename(folder.rstrip("/"))
        self.work = os.path.join(work, self.name)
        self.site = os.path.join(self.work, "site")
        self.db = os.path.join(self.work, "index.db")
        os.mkdir(self.work)
        paths = e.write_articles(self.site, e.read_json_lines(
            os.path.join(folder, "corpus.jsonl")))
        for path in paths.values():
            os.utime(os.path.join(self.site, path), (LONG_AGO, LONG_AGO))
        self.queries = e.read_collection_queries(folder, queries, paths)

    def measure(self, settings):
        """The mean nDCG@10 under these settings."""
        with open(os.path.join(self.site, "blogsearch.toml"), "w") as f:
            f.write(settings_file(settings))
        e.run(self.program, "index", self.site, "--db", self.db, "--quiet")
        found = e.ask_blogsearch(self.program, self.db, self.queries,
                                 self.work)
        return e.mean(e.ndcg(q.grades, found[q.number]) for q in self.queries)


class Measure:
    """All collections under some settings, each settings once."""

    def __init__(self, collections):
        self.collections = collections
        self.known = {}
        self.pool = ThreadPoolExecutor(os.cpu_count())

    def __call__(self, settings):
        key = settings_file(settings)
        if key not in self.known:
            figures = self.pool.map(lambda c: c.measure(settings),
                                    self.collections)
            self.known[key] = dict(zip((c.name for c in self.collections),
                                       figures))
            print("\r%d settings tried" % len(self.known), end="",
                  file=sys.stderr, flush=True)
        return self.known[key]


# --- the report


def changes(settings):
    """What differs from the defaults."""
    return ", ".join("%s %g" % (name, settings[name]) for name in STEPS
                     if settings[name] != DEFAULTS[name]) or "the defaults"


def report(measure, names, passes):
    defaults, ratios = measure(DEFAULTS), []
    rows = []
    for name in names:
        others = [n for n in names if n != name]
        found = search(measure, others, passes)
        figure = measure(found)[name]
        ratios.append(figure / defaults[name])
        rows.append("%-20s %9.4f %9.4f %7.4f  %s"
                    % (name, defaults[name], figure, ratios[-1],
                       changes(found)))
    print(file=sys.stderr)
    print("%-20s %9s %9s %7s  %s" % ("nDCG@10 on", "defaults", "tuned",
                                     "ratio", "on all others were best"))
    print("\n".join(rows))
    print("%-20s %9.4f %9s %7.4f" % (
        "mean", e.mean(defaults.values()), "", e.mean(ratios)))
    found = search(measure, names, passes)
    print("%-20s %9s %9.4f %7.4f  %s" % (
        "fitted to all", "", e.mean(measure(found).values()),
        gain(measure(found), defaults, names), changes(found)))


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n")[3][7:])
    parser.add_argument("--queries", default="queries.jsonl")
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("program")
    parser.add_argument("collections", nargs="+")
    args = parser.parse_args()

    if len(args.collections) < 2:
        parser.error("one collection alone can leave none out")
    e.LIMIT = e.DEPTH  # more are not looked at
    with tempfile.TemporaryDirectory() as work:
        collections = [Collection(args.program, folder, args.queries, work)
                       for folder in sorted(args.collections)]
        report(Measure(collections), [c.name for c in collections],
               args.passes)


if __name__ == "__main__":
    main()
