#!/usr/bin/env python3
"""Compare a generator's listing of its pages with `blogsearch export`.

usage: compare.py [--root DIR] [--show N] [--stated] THEIRS OURS FIELD...

Both files hold one JSON object a line, with "path" and the fields. Paths of
the first are below DIR. Prints, for each field, how many pages are equal,
and the first differences; of "ids" it is enough that they have all our anchors.
With --stated, a field that they leave empty is not
compared. Exit status 1 where a field differs on more than
one page in a hundred, or pages are missing.
"""

import argparse
import datetime
import html
import json
import sys

REQUIRED = 0.99


def read(path, root=""):
    pages = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("{"):
                page = json.loads(line)
                name = page["path"]
                if root and name.startswith(root):
                    name = name[len(root):].lstrip("/")
                page["ids"] = ids_of(page)
                pages[name] = page
    return pages


def ids_of(page):
    """The ids in a page of theirs, the anchors of ours."""
    if "headings" in page:
        return [h["anchor"] for h in page["headings"]]
    return [html.unescape(i.partition('"')[2]) for i in page.get("ids") or []]


def same_date(theirs, ours):
    """Ours has a time only where one was written."""
    theirs, ours = theirs or "", ours or ""
    if theirs.startswith("0001-01-01"):
        theirs = ""
    if not theirs or not ours or len(ours) == 10:
        return theirs[:10] == ours
    return instant(theirs) == instant(ours)


def instant(text):
    return datetime.datetime.fromisoformat(
        text.replace("Z", "+00:00")).timestamp()


def is_same(field, theirs, ours):
    if field == "date":
        return same_date(theirs, ours)
    if field == "ids":
        return set(ours) <= set(theirs)
    return (theirs or "") == (ours or "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default="")
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--stated", action="store_true")
    parser.add_argument("theirs")
    parser.add_argument("ours")
    parser.add_argument("fields", nargs="+")
    args = parser.parse_args()
    theirs, ours = read(args.theirs, args.root), read(args.ours)
    both = sorted(theirs.keys() & ours.keys())
    good = True
    for title, names in (("theirs", theirs.keys() - ours.keys()),
                         ("ours", ours.keys() - theirs.keys())):
        if names:
            print(f"only in {title}: {len(names)}")
            for name in sorted(names)[:args.show]:
                print(f"    {name}")
        good = good and len(names) <= (1 - REQUIRED) * len(theirs)
    for field in args.fields:
        pages = [name for name in both
                 if theirs[name].get(field) or not args.stated]
        wrong = [name for name in pages if not is_same(
            field, theirs[name].get(field), ours[name].get(field))]
        share = 1 - len(wrong) / len(pages) if pages else 0
        good = good and share >= REQUIRED
        print(f"{field:8} {len(pages) - len(wrong):5} of {len(pages)} equal, "
              f"{100 * share:.2f} %")
        for name in wrong[:args.show]:
            a, b = theirs[name].get(field), ours[name].get(field)
            if field == "ids":
                a, b = sorted(set(a) - set(b)), sorted(set(b) - set(a))
            print(f"    {name}: theirs {a!r}, ours {b!r}")
    return 0 if good else 1


sys.exit(main())
