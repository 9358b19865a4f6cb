#!/usr/bin/env python3
"""Whether what is shown of a result is what was asked for.

usage: snippets.py [--queries N] [--misses N] BLOGSEARCH SITE...

Each SITE is indexed and asked N (500) queries made of its own words: one
word, two neighbours, three of one article, two of which one is misspelled,
or a name from code. Of each answer's first ten results it is asked:

marks    is every marked word one of the query, or what that was corrected
         to, or another form with the same stem?
snippet  where the text has a word of the query, is one marked? Is every
         word whole, as the article has it?
section  do its heading and its anchor belong together, in that article?

Stems are those of libstemmer, asked without us. Seeds are fixed, so that two
runs ask the same. Below each figure stand a few of its misses.
"""

import argparse
import ctypes
import ctypes.util
import functools
import html
import json
import os
import random
import re
import sys
import tempfile
import unicodedata

sys.dont_write_bytecode = True
from eval import run  # noqa: E402
from titles import Figure, swap  # noqa: E402

SEED = 6
HERE = os.path.dirname(os.path.abspath(__file__))
STOPWORDS = os.path.join(HERE, "..", "..", "text", "stopwords", "en.txt")

# Words of scripts with spaces, their humps, and names joined by signs.
WORD = re.compile(r"[^\W_]+")
HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\WA-Z_]+")
PLAIN = re.compile(r"(?<![\w.:/'’-])[A-Za-z]{4,}(?![\w.:/'’-])")
NAME = re.compile(r"(?<!\S)[A-Za-z]\w*(?:(?:::|[._])[A-Za-z]\w*)+(?!\S)")
MARK = re.compile("<mark>(.*?)</mark>", re.S)
SPACELESS = re.compile("[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff"
                       "\u3400-\u9fff\uac00-\ud7af]")


class Stemmer:
    """Snowball's stemmer of a language; where it has none, words stay."""

    def __init__(self, lang):
        lib = ctypes.CDLL(ctypes.util.find_library("stemmer"))
        lib.sb_stemmer_new.restype = ctypes.c_void_p
        lib.sb_stemmer_stem.argtypes = [ctypes.c_void_p, ctypes.c_char_p,
                                        ctypes.c_int]
        lib.sb_stemmer_stem.restype = ctypes.c_char_p
        self.lib = lib
        self.stemmer = lib.sb_stemmer_new(lang.encode(), b"UTF_8")
        self.known = {}

    def stem(self, word):
        """Of a word, without case and accents."""
        word = fold(word)
        if not self.stemmer:
            return word
        if word not in self.known:
            raw = word.encode()
            self.known[word] = self.lib.sb_stemmer_stem(
                self.stemmer, raw, len(raw)).decode()
        return self.known[word]

    def parts(self, text):
        """The words, and their humps."""
        return {self.stem(p) for word in WORD.findall(text)
                for p in [word] + HUMP.findall(word)}

    def whole(self, text):
        """Its letters and digits, as if it were one word."""
        return self.stem("".join(WORD.findall(text)))


@functools.lru_cache(maxsize=None)
def stemmer(lang):
    return Stemmer(lang.split("-")[0])


def fold(text):
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def is_word_asked(word, wanted, s):
    """Itself, or all its humps."""
    humps = {s.stem(h) for h in HUMP.findall(word)}
    return s.stem(word) in wanted or (bool(humps) and humps <= wanted)


def is_asked(mark, texts, lang="en"):
    """Is a marked word one of `texts`, which were looked for?"""
    s = stemmer(lang)
    if SPACELESS.search(mark):
        return set(mark) <= set("".join(texts))
    wanted = set().union(*map(s.parts, texts))
    return (all(is_word_asked(w, wanted, s) for w in WORD.findall(mark)) or
            s.whole(mark) in (s.whole(w) for t in texts for w in t.split()))


class Article:
    def __init__(self, exported):
        self.doc = doc = json.loads(exported)
        self.lines = doc["text"].split("\n")
        headings = {h["text"] for h in doc["headings"]}
        self.body = "\n".join(l for l in self.lines if l not in headings)
        self.anchors = {(h["text"], h["anchor"]) for h in doc["headings"]}
        self.parts = None

    def has_word(self, texts):
        """Does a word stand in the text, headings apart? A name that is
        joined by signs must stand there as it is."""
        s = stemmer(self.doc["lang"])
        if self.parts is None:
            self.parts, self.folded = s.parts(self.body), fold(self.body)
        return any(s.stem(w) in self.parts if WORD.fullmatch(w)
                   else fold(w) in self.folded
                   for t in texts for w in t.split())

    def has_whole(self, snippet):
        """Are the snippet's words, as far as spaces tell, whole?"""
        text = self.doc["text"] + "\n" + self.doc["summary"]
        words = set(text.split()) | {"…", "·"}
        shown = snippet.split()
        if shown and shown[0].startswith("…"):
            shown[0] = shown[0][1:]
        # What has no end, as a URL, or no spaces, is cut.
        return all(w in words or SPACELESS.search(w) or
                   any(w in long for long in words if len(long) > 48)
                   for w in shown if w)


# --- queries


def make_query(article, chance, stop):
    """Words of the article, or None where it has too few."""
    words = [w for w in PLAIN.findall(article.body) if w.lower() not in stop]
    names = NAME.findall(article.body)
    kind = chance.randrange(5)
    if len(words) < 3:
        return None
    at = chance.randrange(len(words) - 1)
    if kind == 0:
        return words[at]
    if kind == 1:
        return " ".join(words[at:at + 2])
    if kind == 2:
        return " ".join(chance.sample(words, 3))
    if kind == 3:
        place = chance.randrange(1, len(words[at]) - 1)
        return swap(words[at], place, "") + " " + words[at + 1]
    return chance.choice(names) if names else None


def make_queries(articles, count):
    with open(STOPWORDS, encoding="utf-8") as f:
        stop = {line.strip() for line in f}
    chance = random.Random(SEED)
    queries = []
    for _ in range(20 * count):
        query = make_query(chance.choice(articles), chance, stop)
        if query:
            queries.append(query)
        if len(queries) == count:
            break
    return queries


# --- answers


def strip(marked):
    return html.unescape(re.sub("</?mark>", "", marked))


def check(query, answer, articles, figures):
    marks, snippets, words, sections = figures
    texts = [query] + [c["to"] for c in answer["applied"]["corrected"]]
    for hit in answer["results"]:
        article = articles[hit["url"]]
        shown = [hit["title_marked"], hit["snippet"]]
        for section in hit["sections"]:
            shown.append(section["snippet"])
            place = "'%s': %s#%s" % (query, hit["url"], section["anchor"])
            sections.put((strip(section["heading"]), section["anchor"]) in
                         article.anchors, place)
        for mark in (m for s in shown for m in MARK.findall(s)):
            marks.put(is_asked(html.unescape(mark), texts, hit["lang"]),
                      "'%s': %s in %s" % (query, mark, hit["url"]))
        if article.has_word(texts):
            snippets.put("<mark>" in hit["snippet"],
                         "'%s': %s" % (query, hit["url"]))
        words.put(article.has_whole(strip(hit["snippet"])),
                  "'%s': %s" % (query, strip(hit["snippet"])))


def ask(program, folder, count=500):
    """All figures of a site."""
    figures = [Figure("marks: words of the query", 1),
               Figure("snippet: holds a mark where the text does", 1),
               Figure("snippet: whole words", 1),
               Figure("section: heading and anchor of the article", 1)]
    with tempfile.TemporaryDirectory() as work:
        db = os.path.join(work, "index.db")
        run(program, "index", folder, "--db", db, "--quiet")
        exported = run(program, "export", "--db", db).splitlines()
        articles = [Article(line) for line in exported]
        queries = make_queries(articles, count)
        batch = os.path.join(work, "batch.tsv")
        with open(batch, "w", encoding="utf-8") as f:
            for number, query in enumerate(queries):
                f.write("%d\t%s\n" % (number, query))
        by_url = {a.doc["url"]: a for a in articles}
        for line in run(program, "query", "--db", db, "--batch",
                        batch).splitlines():
            answer = json.loads(line)
            check(queries[int(answer["id"])], answer, by_url, figures)
    return figures


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n")[2][7:])
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--misses", type=int, default=5)
    parser.add_argument("program")
    parser.add_argument("sites", nargs="+")
    args = parser.parse_args()

    for folder in args.sites:
        print("snippets of " + folder, flush=True)
        for figure in ask(args.program, folder, args.queries):
            figure.show(args.misses)


if __name__ == "__main__":
    main()
