#!/usr/bin/env python3
"""Every endpoint, and what HTTP asks of them."""
import html.parser
import re
import urllib.parse
import xml.etree.ElementTree

import lib


def search__has_the_keys_of_the_contract(server):
    answer = server.get('/api/search?q=asyncio&limit=2')
    assert answer.status == 200
    assert answer.headers['content-type'] == 'application/json; charset=utf-8'
    assert {'query', 'total', 'took_ms', 'applied', 'revision',
            'results'} <= set(answer.json)
    assert len(answer.json['results']) == 2
    assert {'title', 'title_marked', 'url', 'summary', 'date', 'authors',
            'tags', 'words', 'minutes', 'lang', 'score', 'snippet',
            'sections'} <= set(answer.json['results'][0])


def related__is_a_list_of_other_articles(server):
    here = '/posts/modern-asyncio-patterns/'
    answer = server.get(f'/api/related?path={here}&limit=2')
    urls = [result['url'] for result in answer.json['results']]
    assert answer.status == 200 and len(urls) == 2, answer.body
    assert not any(url.endswith(here) for url in urls)
    again = server.get(f'/api/related?path={here}&limit=2',
                       If_None_Match=answer.headers['etag'])
    assert again.status == 304


def related__says_what_is_wrong(server):
    assert server.get('/api/related').status == 400
    assert server.get('/api/related?path=/nowhere/').status == 404
    assert server.get('/api/related?path=/&limit=0').status == 400


def search__takes_every_parameter(server):
    def total(query):
        answer = server.get(f'/api/search?{query}')
        assert answer.status == 200, (query, answer.body)
        return answer.json['total']

    everything = total('q=')
    assert everything == 11
    assert 0 < total('q=&tag=rust') < everything
    assert total('q=&tag=rust&tag=python') < total('q=&tag=rust')
    assert 0 < total('q=&category=Rust') < everything
    assert 0 < total('q=&author=Manvendra+Rajpoot') < everything
    assert total('q=&lang=fr') == 0
    assert total('q=&section=posts') == everything
    assert total('q=&before=2026-05') == everything - 1
    assert total('q=&after=2026-05-01') == 1
    assert total('q=&unknown=x&another') == everything
    assert 'facets' in server.get('/api/search?q=rust&facets=1').json
    assert 'facets' not in server.get('/api/search?q=rust').json
    first = server.get('/api/search?q=&limit=1&offset=3&sort=oldest').json
    assert len(first['results']) == 1


def search__takes_the_last_word_for_unfinished(server):
    assert server.search('asynci')['total'] > 0
    assert server.get('/api/search?q=asynci&prefix=0&literal=1').json[
        'total'] == 0


def search__corrects_unless_told_not_to(server):
    corrected = server.get('/api/search?q=asynico&prefix=0').json
    assert corrected['applied']['corrected'], corrected
    literal = server.get('/api/search?q=asynico&prefix=0&literal=1').json
    assert literal['total'] == 0 and not literal['applied']['corrected']


def search__explains_what_is_wrong(server):
    for query, reason in [
            ('q=%', "a '%' is not followed by two hexadecimal digits"),
            ('q=%zz', "a '%' is not followed by two hexadecimal digits"),
            ('q=a%00b', "'q' holds a NUL byte"),
            ('q=%C0%AF', "'q' is not valid UTF-8"),
            ('q=' + 'a' * 1025, "'q' is longer than 1024 bytes"),
            ('q=a&q=b', "'q' is given twice"),
            ('limit=0', "'limit' is a number from 1 to 100"),
            ('limit=1000', "'limit' is a number from 1 to 100"),
            ('offset=-1', "'offset' is a number from 0 to 10000"),
            ('sort=best', "'sort' is relevance, newest or oldest"),
            ('after=soon', "'soon' is not a date"),
            ('facets=2', "'facets' is 0 or 1")]:
        answer = server.get(f'/api/search?{query}')
        assert answer.status == 400, (query, answer.status)
        assert answer.json == {'error': reason}, (query, answer.json)


def suggest__completes_words_and_titles(server):
    answer = server.get('/api/suggest?q=asy').json
    assert 'asyncio' in [word['text'] for word in answer['words']]
    assert answer['titles'] and all('url' in t for t in answer['titles'])
    answer = server.get('/api/suggest?q=python+asy').json
    assert 'python asyncio' in [word['text'] for word in answer['words']]
    assert server.get('/api/suggest?q=').json['words'] == []
    assert server.get('/api/suggest?q=zq').json['titles'] == []


def suggest__speaks_opensearch(server):
    answer = server.get('/api/suggest?q=asy&format=opensearch')
    assert answer.headers['content-type'] == 'application/x-suggestions+json'
    text, completions = answer.json
    assert text == 'asy' and 'asyncio' in completions
    assert server.get('/api/suggest?q=a&format=xml').status == 400


def elements(page):
    """What a browser makes of it: (tag, [(attribute, value)])."""
    found = []
    parser = html.parser.HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append(
        (tag, attributes))
    parser.feed(page)
    return found


def page__is_complete(server):
    answer = server.get('/search?q=asyncio&limit=3')
    page = answer.text
    assert answer.status == 200
    assert answer.headers['content-type'] == 'text/html; charset=utf-8'
    assert '<html lang="en">' in page
    assert 'value="asyncio"' in page
    assert '<mark>' in page and page.count('class="bs-result"') == 3
    assert 'rel="search"' in page and 'rel="next"' in page
    assert 'tag=python' in page and 'sort=newest' in page
    assert '<script' not in page and ' style=' not in page


def page__links_lead_on(server):
    seen = set()
    target = '/search?q=async&limit=4'
    for _ in range(10):
        page = server.get(target).text
        urls = re.findall(r'<h2[^>]*><a href="([^"]*)"', page)
        assert not seen & set(urls)
        seen |= set(urls)
        following = re.search(r'href="([^"]*)" rel="next"', page)
        if not following:
            break
        target = '/' + following.group(1).replace('&amp;', '&')
    assert len(seen) == server.get('/search?q=async').text.count(
        'class="bs-result"') or len(seen) >= 10
    for link in re.findall(r'href="(search[^"]*)"', page):
        assert server.get('/' + link.replace('&amp;', '&')).status == 200


def page__offers_the_literal_search(server):
    page = server.get('/search?q=asynico').text
    assert 'Showing results for <b dir="auto">asyncio</b>' in page
    literal = re.search(r'href="([^"]*literal=1[^"]*)"', page).group(1)
    assert 'No results for' in server.get(
        '/' + literal.replace('&amp;', '&')).text


def page__offers_a_word_once_as_tag_and_category(server):
    for query in ('async', 'python', 'rust'):
        names = [name.strip().lower() for name in re.findall(
            r'class="bs-chip"[^>]*>([^<]*)<span class="bs-number">',
            server.get(f'/search?q={query}').text)]
        assert len(names) == len(set(names)) > 3, names


def page__without_results_offers_to_remove_the_filters(server):
    page = server.get('/search?q=rust&tag=xqzwvk&lang=en&sort=newest').text
    assert 'No results for' in page and 'Check the spelling' not in page
    target = re.search('with these filters. <a href="([^"]*)">', page)[1]
    assert target == 'search?q=rust&amp;sort=newest', target
    assert '<mark>' in server.get('/' + target.replace('&amp;', '&')).text
    assert 'Check the spelling' in server.get('/search?q=xqzwvk').text


def page__keeps_filters_in_the_form(server):
    page = server.get('/search?q=async&tag=rust&sort=oldest').text
    assert '<input type="hidden" name="tag" value="rust">' in page
    assert '<input type="hidden" name="sort" value="oldest">' in page
    assert 'aria-current="true"' in page


def page__says_what_is_wrong(server):
    answer = server.get('/search?q=x&after=%3Cb%3E')
    assert answer.status == 400
    assert '&#39;&lt;b&gt;&#39; is not a date' in answer.text
    assert server.get('/search?limit=x').status == 400


def page__hostile_text_stays_text(server):
    for query in ('zebra', '"><script>alert(5)</script>', "' onfocus='x",
                  '<img src=x onerror=alert(6)>'):
        answer = server.get('/search?' + urllib.parse.urlencode({'q': query}))
        for tag, attributes in elements(answer.text):
            assert tag not in ('script', 'img', 'i'), (query, tag)
            for name, value in attributes:
                assert not name.startswith('on'), (query, name)
                assert not (name == 'href' and
                            value.startswith('javascript:')), value


def api__hostile_text_stays_text(server):
    result = server.search('zebra')['results'][0]
    for key in ('title_marked', 'snippet'):
        assert not re.search(r'<(?!/?mark>)', result[key]), result[key]
    for section in result['sections']:
        assert not re.search(r'<(?!/?mark>)', section['snippet'])


def page__has_a_policy(server):
    headers = server.get('/search?q=a').headers
    policy = headers['content-security-policy']
    assert "default-src 'none'" in policy and 'unsafe' not in policy
    assert headers['referrer-policy']
    assert headers['x-content-type-options'] == 'nosniff'


def opensearch__is_xml(server):
    answer = server.get('/opensearch.xml')
    root = xml.etree.ElementTree.fromstring(answer.text)
    templates = [url.get('template') for url in root
                 if url.tag.endswith('Url')]
    assert 'http://localhost/search?q={searchTerms}' in templates
    assert len(templates) == 3


def opensearch__believes_no_strange_host(server):
    answer = server.send(b'GET /opensearch.xml HTTP/1.1\r\n'
                         b'Host: x"><script>\r\nConnection: close\r\n\r\n')
    assert b'<script>' not in answer


def box__is_served(server):
    script = server.get('/searchbox.js')
    assert script.headers['content-type'] == 'text/javascript; charset=utf-8'
    assert b'customElements' in script.body
    style = server.get('/searchbox.css', Accept_Encoding='gzip')
    assert style.headers['content-encoding'] == 'gzip'
    assert style.headers['content-type'] == 'text/css; charset=utf-8'
    plain = server.get('/searchbox.css')
    assert lib.unzip(style) == plain.body
    again = server.get('/searchbox.css', If_None_Match=plain.headers['etag'])
    assert again.status == 304


def health__is_ok(server):
    answer = server.get('/healthz')
    assert answer.status == 200 and answer.json['documents'] == 11


def metrics__are_prometheus_text(server):
    server.search('asyncio')
    server.search('xqzwvk')
    server.get('/nothing')
    text = server.get('/metrics').text
    values = {}
    for line in text.splitlines():
        if not line.startswith('#'):
            name, value = line.rsplit(' ', 1)
            values[name] = float(value)
    assert values['blogsearch_index_documents'] == 11
    assert values['blogsearch_index_up'] == 1
    assert values['blogsearch_requests_total{status="200"}'] >= 2
    assert values['blogsearch_requests_total{status="404"}'] >= 1
    assert values['blogsearch_queries_without_results_total'] >= 1
    assert values['blogsearch_index_age_seconds'] >= 0
    assert values['blogsearch_request_duration_seconds_bucket{le="+Inf"}'] \
        >= values['blogsearch_request_duration_seconds_bucket{le="0.001"}']
    types = re.findall(r'^# TYPE (\S+)', text, re.M)
    assert len(types) == len(set(types))


def methods__are_three(server):
    assert server.get('/api/search?q=a', 'HEAD').status == 200
    head = server.get('/api/search?q=asyncio', 'HEAD')
    full = server.get('/api/search?q=asyncio')
    assert head.body == b''
    assert abs(int(head.headers['content-length']) - len(full.body)) < 20
    options = server.get('/api/search', 'OPTIONS')
    assert options.status == 204
    assert options.headers['allow'] == 'GET, HEAD, OPTIONS'
    for method in ('POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'NONSENSE'):
        answer = server.get('/api/search', method)
        assert answer.status == 405, method
        assert answer.headers['allow'] == 'GET, HEAD, OPTIONS'


def paths__are_exact(server):
    for path in ('/', '/x', '/api', '/api/search/', '/API/search',
                 '/../etc/passwd', '/searchbox.js/../../x',
                 '/%2e%2e/%2e%2e/etc/passwd', '//api/search',
                 '/server.c', '/index.db', '/.git/config'):
        answer = server.get(path)
        assert answer.status == 404, (path, answer.status)
        assert answer.json == {'error': 'there is nothing here'}


def etag__answers_304_until_the_index_changes(server):
    for target in ('/api/search?q=asyncio', '/search?q=asyncio',
                   '/api/suggest?q=asy'):
        first = server.get(target)
        assert first.headers['cache-control'] == 'no-cache'
        etag = first.headers['etag']
        known = server.get(target, If_None_Match=f'"x", {etag}')
        assert known.status == 304 and known.body == b'', target
        assert known.headers['etag'] == etag
        assert server.get(target, If_None_Match='"x"').status == 200
        other = server.get(target + 'b')
        assert other.headers['etag'] != etag
        lib.SITE.article('etag', 'body')
        lib.SITE.index()
        changed = server.get(target, If_None_Match=etag)
        assert changed.status == 200 and changed.headers['etag'] != etag
        lib.os.unlink(lib.SITE.path('etag'))
        lib.SITE.index()


def gzip__is_for_large_bodies(server):
    large = server.get('/api/search?q=asyncio', Accept_Encoding='br, gzip')
    assert large.headers['content-encoding'] == 'gzip'
    assert 'Accept-Encoding' in large.headers['vary']
    assert b'"results"' in lib.unzip(large)
    small = server.get('/healthz', Accept_Encoding='gzip')
    assert 'content-encoding' not in small.headers
    refused = server.get('/api/search?q=asyncio', Accept_Encoding='gzip;q=0')
    assert 'content-encoding' not in refused.headers


def cors__is_for_listed_origins(server):
    target = '/api/search?q=asyncio'
    assert 'access-control-allow-origin' not in server.get(
        target, Origin='https://evil.example').headers
    with lib.Server('--cors', 'https://a.example',
                    '--cors', 'https://b.example') as other:
        for origin in ('https://a.example', 'https://b.example'):
            headers = other.get(target, Origin=origin).headers
            assert headers['access-control-allow-origin'] == origin
            assert 'Origin' in headers['vary']
        for origin in ('https://a.example.evil', 'http://a.example', 'null'):
            headers = other.get(target, Origin=origin).headers
            assert 'access-control-allow-origin' not in headers
        preflight = other.get(target, 'OPTIONS', Origin='https://a.example',
                              Access_Control_Request_Method='GET')
        assert preflight.status == 204
        assert 'GET' in preflight.headers['access-control-allow-methods']
        assert 'access-control-allow-origin' not in other.get(
            '/metrics', Origin='https://a.example').headers


def connections__are_kept(server):
    with server.connect() as sock:
        stream = sock.makefile('rb')
        for _ in range(3):
            sock.sendall(b'GET /api/search?q=rust HTTP/1.1\r\n'
                         b'Host: x\r\n\r\n')
            assert lib.read_answer(stream).status == 200


def max_age__is_a_setting(_):
    with lib.Server('--max-age', '60') as server:
        headers = server.get('/api/search?q=a').headers
        assert headers['cache-control'] == 'public, max-age=60'
        headers = server.get('/api/search?limit=x').headers
        assert headers['cache-control'] == 'no-store'


def names__are_shown(_):
    with lib.Server('--name', 'Ann & <Bob>', '--url',
                    'https://example.org/find/') as server:
        page = server.get('/search').text
        assert '<h1>Search Ann &amp; &lt;Bob&gt;</h1>' in page
        description = server.get('/opensearch.xml').text
        assert '"https://example.org/find/search?q={searchTerms}"' \
            in description


if __name__ == '__main__':
    lib.main(globals())
