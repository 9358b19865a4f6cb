#!/usr/bin/env python3
"""Make a copy of a Hugo site that hugo 0.111 builds into one listing.

usage: hugo_prepare.py SITE COPY

The copy keeps the site's content and configuration. It gets

  - one layout: the home page lists every regular page as a line of JSON;
  - a stub for each shortcode: what stands between its tags, rendered, or
    nothing. Hugo's own stay where they need nothing but what is written.

and loses the theme and imported modules, for they are not there. Two things
are patched that only later versions of Hugo know by these names:
`build` (was `_build`) in front matter and `target` (was `_target`) in
cascades.
"""

import pathlib
import re
import shutil
import sys

LISTING = """{{ range .Site.AllRegularPages -}}
{{ dict "path" .File.Filename "url" .Permalink "title" .Title
        "date" .Date "words" .WordCount "minutes" .ReadingTime
        "draft" .Draft "lang" .Lang "summary" (.Summary | plainify)
        "ids" (findRE ` id="[^"]*` .Content)
   | jsonify }}
{{ end }}"""

PAIRED = '{{ .Inner | .Page.RenderString (dict "display" "block") }}'

# Hugo's own shortcodes that need nothing but what is written in them.
EMBEDDED = {"figure", "highlight"}

CONFIG = re.compile(r"^(hugo|config)\.(toml|ya?ml|json)$")
CONTENT = {".md", ".markdown", ".mdown"}
TAG = re.compile(r"\{\{([<%])-?\s*(/?)\s*([\w./-]+)((?:[^`\"]|`[^`]*`|"
                 r"\"(?:[^\"\\]|\\.)*\")*?)(/?)\s*-?[>%]\}\}", re.S)
FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*\r?$", re.S | re.M)


SKIPPED = {".git", "node_modules", "public", "resources", "layouts", "themes",
           "assets", "static", "archetypes"}


def copy_site(site, copy):
    def skip(folder, names):
        top = pathlib.Path(folder) == site
        return SKIPPED.intersection(names) if top else []

    shutil.copytree(site, copy, ignore=skip, symlinks=False)


def patch_config(path):
    """Drop the theme and the modules; keep mounts of content."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^theme\s*[=:].*(\n[ \t]*- .*)*", "", text, flags=re.M)
    text = re.sub(r"^\s*\[\[module\.imports\]\].*?(?=^\s*\[|\Z)", "", text,
                  flags=re.M | re.S)
    text = re.sub(r"^\s*\[module\.hugoVersion\].*?(?=^\s*\[|\Z)", "", text,
                  flags=re.M | re.S)
    text = text.replace("cascade.target", "cascade._target")
    path.write_text(text, encoding="utf-8")


def patch_front_matter(text):
    match = FRONT.match(text)
    if not match:
        return text
    front = match.group(0)
    front = re.sub(r"^(\s*(?:- )?)(build|target):", r"\1_\2:", front,
                   flags=re.M)
    front = re.sub(r"^(\s*\[+(?:cascade\.)?)(build|target)\]", r"\1_\2]",
                   front, flags=re.M)
    return front + text[match.end():]


def close_single_tags(text, paired):
    """Give tags without a closing one a slash, where others are paired."""
    open_tags, edits = [], []
    for tag in TAG.finditer(text):
        if tag.group(3) not in paired or tag.group(5):
            continue
        if not tag.group(2):
            open_tags.append(tag)
            continue
        while open_tags:
            last = open_tags.pop()
            if last.group(3) == tag.group(3):
                break
            edits.append(last)
    edits += open_tags
    for tag in sorted(edits, key=lambda t: -t.start()):
        end = tag.end() - 3
        text = text[:end].rstrip() + " /" + text[end:]
    return text


def write_stubs(copy, texts):
    """Write the stubs; returns the names of those with an inner text."""
    names, paired = set(), set()
    for text in texts:
        for tag in TAG.finditer(text):
            name = tag.group(3)
            if name in EMBEDDED or name.startswith("*"):
                continue
            names.add(name)
            if tag.group(2) or tag.group(5):
                paired.add(name)
    for name in names:
        # "a.html" is called by its whole name.
        file = name if name.endswith(".html") else name + ".html"
        path = copy / "layouts" / "shortcodes" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAIRED if name in paired else "", encoding="utf-8")
    return paired


def main():
    site, copy = map(pathlib.Path, sys.argv[1:3])
    copy_site(site, copy)
    articles = {}
    for path in copy.rglob("*"):
        if not path.is_file():
            continue
        relative = path.relative_to(copy)
        if path.suffix in CONTENT:
            articles[path] = path.read_bytes().decode("utf-8", "replace")
        elif CONFIG.match(path.name) and len(relative.parts) in (1, 3):
            patch_config(path)
    paired = write_stubs(copy, articles.values())
    for path, text in articles.items():
        patched = close_single_tags(patch_front_matter(text), paired)
        if patched != text:
            path.write_bytes(patched.encode("utf-8"))
    layouts = copy / "layouts"
    (layouts / "_default").mkdir(parents=True, exist_ok=True)
    (layouts / "index.html").write_text(LISTING, encoding="utf-8")
    (layouts / "_default" / "single.html").write_text("", encoding="utf-8")


main()
