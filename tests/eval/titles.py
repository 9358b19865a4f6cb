#!/usr/bin/env python3
"""Whether an article is found by its own title: whole, while it is being
typed, and with a mistake in it.

usage: titles.py [--sample N] [--misses N] BLOGSEARCH SITE...

Each SITE is indexed and asked for the titles of its own articles:

whole    a title that only one article of its language has, among the
         articles of that language: is the article first?
typing   letter by letter: once the article is among the first five, does it
         stay among the first ten until the title is complete? And is there
         an empty answer between two that are not?
mistake  one wrong letter, of four kinds, in a word of five letters or more:
         is the article among the first three? And do numbers stay as they
         are?
literal  without a mistake: is the answer the one that `--literal` gives,
         which corrects nothing?

Of a site with more than 1,000 articles, typing and mistakes are asked of N
(500), chosen at random; seeds are fixed, so that two runs ask the same. Below
each figure stand a few of its misses.
"""

import argparse
import json
import os
import random
import re
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict

sys.dont_write_bytecode = True
from eval import run  # noqa: E402

SEED = 4
MANY = 1000  # articles
FIRST, TOP, PAGE = 3, 5, 10

# Words whose letters can be mistyped one by one: Han, kana, hangul and Thai
# are found by pairs of characters, whatever else stands around them.
UNSPACED = "\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
WORD = re.compile(r"(?<!\w)[^\W\d_%s]{5,}(?!\w)" % UNSPACED)
DIGITS = re.compile(r"\d+")


class Article:
    def __init__(self, exported):
        doc = json.loads(exported)
        self.path = doc["path"].replace(" ", "%20")  # as TREC lines have it
        self.lang = doc["lang"]
        self.title = " ".join(doc["title"].split())

    def key(self):
        """Titles that differ in this are different titles."""
        return (self.lang, unicodedata.normalize("NFKC",
                                                 self.title).casefold())


class Site:
    """A site's index, in the folder `work`."""

    def __init__(self, program, folder, work):
        self.program, self.work = program, work
        self.db = os.path.join(work, "index.db")
        run(program, "index", folder, "--db", self.db, "--quiet")
        exported = run(program, "export", "--db", self.db).splitlines()
        articles = [a for a in map(Article, exported) if a.title]
        counts = Counter(a.key() for a in articles)
        self.unique = [a for a in articles if counts[a.key()] == 1]
        self.articles = articles

    def ask(self, texts, *options):
        """The output's lines for a batch whose ids are places in `texts`."""
        batch = os.path.join(self.work, "batch.tsv")
        with open(batch, "w", encoding="utf-8") as f:
            for number, text in enumerate(texts):
                f.write("%d\t%s\n" % (number, text))
        return run(self.program, "query", "--db", self.db, "--batch", batch,
                   *options).splitlines()

    def find(self, texts, *options):
        """For each of `texts`, the paths that are found, best first."""
        found = [[] for _ in texts]
        for line in self.ask(texts, "--format", "trec", "--limit", str(PAGE),
                             *options):
            number, _, path, _, _, _ = line.split()
            found[int(number)].append(path)
        return found


class Figure:
    """How many of a site's cases are good, and which are not."""

    def __init__(self, name, target):
        self.name, self.target = name, target
        self.count, self.bad = 0, []

    def put(self, is_good, complaint):
        self.count += 1
        if not is_good:
            self.bad.append(complaint)

    def share(self):
        return 1 - len(self.bad) / self.count if self.count else 1

    def is_met(self):
        return self.share() >= self.target

    def show(self, misses):
        print("  %-46s %6d %8.2f %%   %s" % (
            self.name, self.count, 100 * self.share(),
            "at least %g %%" % (100 * self.target)
            if self.target < 1 else "all"), flush=True)
        for complaint in self.bad[:misses]:
            print("      " + complaint)


def sample(items, count):
    items = list(items)
    if len(items) <= max(count, MANY):
        return items
    return random.Random(SEED).sample(items, count)


def rank(path, paths):
    """From 1; more than a page where it is not there."""
    return paths.index(path) + 1 if path in paths else PAGE + 1


# --- the whole title


def ask_whole(site):
    first = Figure("title: first in its language", 0.995)
    same = Figure("title: the same with --literal", 1)
    by_lang = defaultdict(list)
    for article in site.unique:
        by_lang[article.lang].append(article)
    for lang, articles in by_lang.items():
        titles = [a.title for a in articles]
        found = site.find(titles, "--lang", lang)
        literal = site.find(titles, "--lang", lang, "--literal")
        for a, paths, as_typed in zip(articles, found, literal):
            first.put(paths[:1] == [a.path], "%s (%s): %s" % (
                a.title, lang, paths[0] if paths else "nothing"))
            same.put(paths == as_typed, "%s (%s)" % (a.title, lang))
    return [first, same]


# --- letter by letter


def keystrokes(title):
    """What the box holds, letter by letter."""
    return [title[:end] for end in range(1, len(title) + 1)
            if not title[end - 1].isspace()]


def drops_out(ranks):
    """The first keystroke that loses an article that was near the top."""
    was_near = False
    for stroke, place in enumerate(ranks):
        if was_near and place > PAGE:
            return stroke
        was_near = was_near or place <= TOP
    return None


def falls_silent(answers):
    """The first keystroke without an answer between two with one."""
    for i in range(1, len(answers) - 1):
        if answers[i - 1] and not answers[i] and answers[i + 1]:
            return i
    return None


def ask_typing(site, count):
    steady = Figure("typing: never lost again", 0.99)
    answered = Figure("typing: no empty answer between others", 1)
    articles = sample(site.articles, count)
    strokes = [keystrokes(a.title) for a in articles]
    found = iter(site.find([text for s in strokes for text in s],
                           "--prefix"))
    for a, texts in zip(articles, strokes):
        answers = [next(found) for _ in texts]
        lost = drops_out([rank(a.path, paths) for paths in answers])
        steady.put(lost is None, "%s: lost at '%s'"
                   % (a.title, texts[lost or 0]))
        silent = falls_silent(answers)
        answered.put(silent is None, "'%s'" % texts[silent or 0])
    return [steady, answered]


# --- one mistake


def drop(word, at, letter):
    return word[:at] + word[at + 1:]


def insert(word, at, letter):
    return word[:at] + letter + word[at:]


def replace(word, at, letter):
    return word[:at] + letter + word[at + 1:]


def swap(word, at, letter):
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2:]


EDITS = drop, insert, replace, swap


def misspell(title, edit, alphabet, chance):
    """The title with one of its words changed."""
    word = chance.choice(list(WORD.finditer(title)))
    while True:
        wrong = edit(word.group(), chance.randrange(len(word.group())),
                     chance.choice(alphabet))
        if wrong != word.group():
            return title[:word.start()] + wrong + title[word.end():]


def alphabets(articles):
    """The letters of each language's words."""
    letters = defaultdict(set)
    for a in articles:
        for word in WORD.findall(a.title):
            letters[a.lang].update(word.lower())
    return {lang: sorted(found) for lang, found in letters.items()}


def ask_mistakes(site, count):
    figures = [Figure("mistake: %s, in the first %d" % (e.__name__, FIRST),
                      0.95) for e in EDITS]
    numbers = Figure("mistake: numbers stay as they are", 1)
    paths = {}
    letters = alphabets(site.articles)
    articles = sample((a for a in site.unique if WORD.search(a.title)),
                      count)
    by_lang = defaultdict(list)
    for a in articles:
        by_lang[a.lang].append(a)
    for lang, some in by_lang.items():
        for edit, figure in zip(EDITS, figures):
            chance = random.Random(SEED)
            texts = [misspell(a.title, edit, letters[lang], chance)
                     for a in some]
            found = site.find(texts, "--lang", lang)
            for a, text, paths in zip(some, texts, found):
                figure.put(rank(a.path, paths) <= FIRST,
                           "%s (for %s)" % (text, a.title))
            for line in site.ask(texts, "--lang", lang, "--limit", "1"):
                for change in json.loads(line)["applied"]["corrected"]:
                    numbers.put(DIGITS.findall(change["from"]) ==
                                DIGITS.findall(change["to"]),
                                "%(from)s: %(to)s" % change)
    return figures + [numbers]


def ask(program, folder, count=500):
    """All figures of a site."""
    with tempfile.TemporaryDirectory() as work:
        site = Site(program, folder, work)
        return (ask_whole(site) + ask_typing(site, count) +
                ask_mistakes(site, count))


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n")[3][7:])
    parser.add_argument("--sample", type=int, default=500)
    parser.add_argument("--misses", type=int, default=5)
    parser.add_argument("program")
    parser.add_argument("sites", nargs="+")
    args = parser.parse_args()

    for folder in args.sites:
        print("titles of " + folder, flush=True)
        for figure in ask(args.program, folder, args.sample):
            figure.show(args.misses)


if __name__ == "__main__":
    main()
