#!/usr/bin/env python3
"""The README's five minutes, with real Hugo and nginx, word by word.

usage: BLOGSEARCH=PROGRAM five_minutes.py

What the README says to type is taken from it: the commands, the lines for
nginx, those for the page. The theme is the least that renders the sample
site; the ports are free ones.
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
sys.path.insert(0, os.path.join(TESTS, 'server'))
import lib  # noqa: E402, pylint: disable=wrong-import-position
import nginx  # noqa: E402, pylint: disable=wrong-import-position

LAYOUTS = {
    '_default/baseof.html': '<!DOCTYPE html>\n<html><head><title>{{ .Title }}'
    '</title>{{ partial "extend_head.html" . }}</head><body>'
    '{{ block "main" . }}{{ end }}{{ partial "extend_footer.html" . }}'
    '</body></html>',
    '_default/single.html': '{{ define "main" }}{{ .Content }}{{ end }}',
    '_default/list.html': '{{ define "main" }}{{ range .Pages }}'
    '<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}',
}


def blocks():
    """What the README's section has indented, block by block."""
    with open(os.path.join(lib.TOP, 'README.md'), encoding='utf-8') as file:
        section = file.read().split('five minutes\n')[1].split('\n## ')[0]
    found = re.findall(r'(?:^ {7}.*\n)+', section, re.M)
    return [re.sub('^ {7}', '', block, flags=re.M) for block in found]


def block_with(text):
    return next(block for block in blocks() if text in block)


class Site:
    """A copy of the sample site, built by Hugo with the box on its pages."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, 'my-site')
        shutil.copytree(os.path.join(lib.TOP, 'data/site'), self.folder)
        for name, text in LAYOUTS.items():
            self.write('layouts/' + name, text)
        self.write('layouts/partials/extend_head.html', block_with('<script'))
        self.write('layouts/partials/extend_footer.html',
                   block_with('<blog-search>'))
        self.write('hugo.toml', self.read('hugo.toml').replace(
            'https://example.org/', '/'))
        subprocess.run(['hugo', '--quiet'], cwd=self.folder, check=True)

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding='utf-8') as file:
            return file.read()

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)


class Serve(lib.Server):
    """The README's `blogsearch serve`, in the site's folder."""

    def __init__(self, site):
        command = shlex.split(block_with('blogsearch serve'))
        assert command[:2] == ['blogsearch', 'serve'], command
        os.chdir(site.folder)
        super().__init__(*command[2:], db='blogsearch.db')


def nginx_before(server, site, folder):
    """nginx with the README's lines, before the site and the server."""
    lines = block_with('location').replace('127.0.0.1:8080',
                                           f'127.0.0.1:{server.port}')
    return nginx.Nginx(folder, os.path.join(site.folder, 'public'), lines)


def commands_of_step_2(site):
    for line in block_with('blogsearch index').splitlines():
        command = shlex.split(line)
        if command[0] == 'blogsearch':
            said = subprocess.run(
                [lib.PROGRAM, *command[1:]], cwd=site.folder, check=False,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            assert said.returncode == 0, (command, said.stderr)


def check_pages(site):
    home = site.get('/')
    assert home.status == 200 and '<blog-search>' in home.text
    head = home.text.split('</head>')[0]
    assert '<script src="/searchbox.js" defer>' in head
    for path, kind in (('/searchbox.js', 'javascript'),
                       ('/searchbox.css', 'css'),
                       ('/search?q=asyncio', 'html'),
                       ('/opensearch.xml', 'opensearch')):
        answer = site.get(path)
        assert answer.status == 200, (path, answer.status)
        assert kind in answer.headers['content-type'], path
    # the name that the reader asked for came through
    assert '"http://localhost/search?q=' in site.get('/opensearch.xml').text
    assert site.get('/healthz').status == 404, 'is for the owner alone'
    assert site.get('/searching').status == 404


def check_results(site):
    """Each result leads to a page that Hugo made, and an anchor on it."""
    results = site.search('asyncio')['results']
    assert len(results) > 3
    for result in results:
        for url in [result['url'],
                    *(part['url'] for part in result['sections'])]:
            path, _, anchor = url.partition('#')
            page = site.get(urllib.parse.urlsplit(path).path)
            assert page.status == 200, url
            anchor = urllib.parse.unquote(anchor)
            assert not anchor or re.search(
                rf'id="?{re.escape(anchor)}["> ]', page.text), url


def check_edit(folder, site):
    folder.write('content/posts/new.md', '---\ntitle: Bandicoot\n'
                 'date: 2026-05-02\n---\nA bandicoot.\n')
    start = time.monotonic()
    lib.wait_for(lambda: site.search('bandicoot')['total'] == 1)
    print(f'# an edit was found after {time.monotonic() - start:.2f} s')
    assert site.search('bandicoot')['total'] == 1


def main():
    folder = tempfile.mkdtemp(prefix='blogsearch-five-')
    try:
        site = Site(folder)
        commands_of_step_2(site)
        with Serve(site) as server, \
                nginx_before(server, site, folder) as web:
            check_pages(web)
            check_results(web)
            check_edit(site, web)
        print('the README holds')
    finally:
        os.chdir(lib.TOP)
        shutil.rmtree(folder)


if __name__ == '__main__':
    main()
