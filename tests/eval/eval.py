#!/usr/bin/env python3
"""How well blogsearch ranks, beside stock FTS5, on judged queries.

usage: eval.py [--queries NAME] BLOGSEARCH SITE QUERIES.TSV [COLLECTION...]

SITE is indexed and asked the queries of QUERIES.TSV, whose header tells its
form. A COLLECTION is a folder in the layout of BEIR: corpus.jsonl (_id,
title, text), queries.jsonl (_id, text; NAME stands for another file) and
qrels.tsv (query, document, grade); each document becomes an article.

Stock FTS5 is what a site gets without blogsearch: tokenize='porter
unicode61', the query's words joined by OR, ORDER BY rank. It searches the
very text that blogsearch indexed, as `blogsearch export` gives it.

Printed are, for the queries of each group or collection, the means of
nDCG@10 (the gain is the grade, the discount log2(rank + 1), as trec_eval
has it) and of MRR@10 (one by the rank of the first relevant article), and
the ratio of the two nDCG@10. Below them, the site's queries whose first hit
is not what was looked for.
"""

import argparse
import json
import math
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict

DEPTH = 10
LIMIT = 100
BEST_GRADE = 3

WORD = re.compile(r"[^\W_]+")
# What the query language takes for itself and stock FTS5 knows nothing of.
DATE_FILTER = re.compile(r"\b(after|before|year):\S+")
EXCLUDED = re.compile(r'(?<!\S)-("[^"]*"|\w\S*)')
FIELD = re.compile(r"\b(title|tag|author|category|section|lang):")


class Query:
    def __init__(self, number, text, group):
        self.number, self.text, self.group = number, text, group
        self.grades = {}  # path -> grade, those above 0


# --- measures


def ndcg(grades, hits):
    """nDCG@10 of the list of paths `hits`."""
    def dcg(gains):
        return sum(g / math.log2(i + 2) for i, g in enumerate(gains[:DEPTH]))
    return (dcg([grades.get(h, 0) for h in hits]) /
            dcg(sorted(grades.values(), reverse=True)))


def reciprocal_rank(grades, hits):
    for i, hit in enumerate(hits[:DEPTH]):
        if hit in grades:
            return 1 / (i + 1)
    return 0


def mean(values):
    values = list(values)
    return sum(values) / len(values)


# --- blogsearch


def run(*command):
    """Its output; 1 is what query exits with when it finds nothing."""
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8")
    if done.returncode > 1:
        sys.exit("%s: exit status %d" % (" ".join(command), done.returncode))
    return done.stdout


def ask_blogsearch(program, db, queries, work):
    """The paths found for each query, by its number."""
    batch = os.path.join(work, "batch.tsv")
    with open(batch, "w", encoding="utf-8") as f:
        for q in queries:
            f.write("%d\t%s\n" % (q.number, " ".join(q.text.split())))
    found = defaultdict(list)
    for line in run(program, "query", "--db", db, "--batch", batch,
                    "--format", "trec", "--limit", str(LIMIT)).splitlines():
        number, _, path, _, _, _ = line.split()
        found[int(number)].append(path)
    return found


# --- stock FTS5


def stock_index(program, db):
    """The exported articles in a plain FTS5 table; its rows are numbered
    as the paths in the list that comes with it."""
    stock = sqlite3.connect(":memory:")
    stock.execute("CREATE VIRTUAL TABLE article USING fts5(title, summary,"
                  " labels, text, tokenize = 'porter unicode61')")
    paths = []
    for line in run(program, "export", "--db", db).splitlines():
        doc = json.loads(line)
        labels = doc["tags"] + doc["categories"] + doc["authors"]
        summary = doc["summary"].rstrip("\u2026. ")
        if summary in doc["text"].replace("\n", " "):
            summary = ""  # made from the text, which need not stand twice
        paths.append(doc["path"])
        stock.execute("INSERT INTO article(rowid, title, summary, labels,"
                      " text) VALUES (?, ?, ?, ?, ?)",
                      (len(paths), doc["title"], summary, " ".join(labels),
                       doc["text"]))
    return stock, paths


def stock_words(text):
    for pattern in DATE_FILTER, EXCLUDED, FIELD:
        text = pattern.sub(" ", text)
    return dict.fromkeys(WORD.findall(text))


def ask_stock(stock, paths, queries):
    found = {}
    for q in queries:
        words = " OR ".join('"%s"' % w for w in stock_words(q.text))
        rows = stock.execute("SELECT rowid FROM article WHERE article MATCH ?"
                             " ORDER BY rank LIMIT ?",
                             (words, LIMIT)) if words else []
        found[q.number] = [paths[row[0] - 1] for row in rows]
    return found


# --- the two sources of queries


def read_site_queries(path):
    queries, group = [], ""
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("#"):
                group = line.strip("# ")
            elif line:
                text, judged = line.split("\t")
                query = Query(len(queries) + 1, text, group)
                for pair in judged.split():
                    article, grade = pair.rsplit("=", 1)
                    query.grades[article] = int(grade)
                queries.append(query)
    return queries


def read_json_lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def write_articles(folder, docs):
    """One file a document; the path of each, by the document's id."""
    os.mkdir(folder)
    paths = {}
    for doc in docs:
        paths[doc["_id"]] = path = "%07d.md" % len(paths)
        title = " ".join((doc.get("title") or "").split())
        with open(os.path.join(folder, path), "w", encoding="utf-8") as f:
            if title:
                f.write("---\ntitle: %s\n---\n\n"
                        % json.dumps(title, ensure_ascii=False))
            # An indented line would be code.
            for line in (doc.get("text") or "").splitlines():
                f.write(line.strip() + "\n")
    return paths


def read_collection_queries(folder, name, paths):
    queries = {}
    for row in read_json_lines(os.path.join(folder, name)):
        queries[row["_id"]] = Query(len(queries) + 1, row["text"], "")
    with open(os.path.join(folder, "qrels.tsv"), encoding="utf-8") as f:
        for line in f:
            query, doc, grade = line.rstrip("\n").split("\t")
            if query in queries and doc in paths and int(grade) > 0:
                queries[query].grades[paths[doc]] = int(grade)
    return [q for q in queries.values() if q.grades]


# --- reports


def print_head(title):
    print("%-48s %7s %10s %10s %7s %7s %7s"
          % (title, "queries", "blogsearch", "stock FTS5", "ratio",
             "MRR", "stock"))


def print_row(name, count, values):
    ours, stock, mrr, stock_mrr = values
    ratio = "%.3f" % (ours / stock) if stock else "-"
    print("%-48s %7d %10.4f %10.4f %7s %7.4f %7.4f"
          % (name, count, ours, stock, ratio, mrr, stock_mrr), flush=True)


def measure(queries, found, stock_found):
    """The means that a row shows."""
    return [mean(score(q.grades, hits[q.number]) for q in queries)
            for score in (ndcg, reciprocal_rank)
            for hits in (found, stock_found)]


def answers(program, site, queries, work):
    """What both find in `site`."""
    db = os.path.join(work, "index.db")
    run(program, "index", site, "--db", db, "--quiet")
    stock, paths = stock_index(program, db)
    return (ask_blogsearch(program, db, queries, work),
            ask_stock(stock, paths, queries))


def print_misses(queries, found):
    misses = [q for q in queries
              if q.grades.get((found[q.number] or [None])[0]) != BEST_GRADE]
    print("\n%d of %d queries have another first hit than was looked for:"
          % (len(misses), len(queries)))
    for q in misses:
        hit = found[q.number][0] if found[q.number] else "nothing"
        print("  %-52s %s" % (q.text, hit))


def evaluate_site(program, site, path):
    queries = read_site_queries(path)
    with tempfile.TemporaryDirectory() as work:
        found, stock_found = answers(program, site, queries, work)
    print_head("nDCG@10 on " + site)
    for group in dict.fromkeys(q.group for q in queries):
        some = [q for q in queries if q.group == group]
        print_row(group, len(some), measure(some, found, stock_found))
    print_row("all", len(queries), measure(queries, found, stock_found))
    print_misses(queries, found)


def evaluate_collection(program, folder, name):
    with tempfile.TemporaryDirectory() as work:
        site = os.path.join(work, "site")
        paths = write_articles(
            site, read_json_lines(os.path.join(folder, "corpus.jsonl")))
        queries = read_collection_queries(folder, name, paths)
        values = measure(queries, *answers(program, site, queries, work))
    print_row(os.path.basename(folder.rstrip("/")), len(queries), values)
    return len(queries), values


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n")[2][7:])
    parser.add_argument("--queries", default="queries.jsonl")
    parser.add_argument("program")
    parser.add_argument("site")
    parser.add_argument("judged")
    parser.add_argument("collections", nargs="*")
    args = parser.parse_args()

    evaluate_site(args.program, args.site, args.judged)
    rows = []
    if args.collections:
        print()
        print_head("nDCG@10 on collections")
    for folder in sorted(args.collections):
        rows.append(evaluate_collection(args.program, folder, args.queries))
    if rows:
        print_row("mean", sum(row[0] for row in rows),
                  [mean(column) for column in zip(*(row[1] for row in rows))])


if __name__ == "__main__":
    main()
