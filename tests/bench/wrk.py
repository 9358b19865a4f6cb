"""The load that benchmarks put on a server: wrk, asking in turn."""
import json
import re
import subprocess

# Each thread of wrk has a Lua of its own; done() is the first one's.
SCRIPT = '''
local targets, totals, i = {}, {}, 0
for line in io.lines("TARGETS") do
    local target, query, total = line:match("([^\\t]*)\\t([^\\t]*)\\t(.*)")
    targets[#targets + 1] = target
    totals[query] = total
end
request = function()
    i = i % #targets + 1
    return wrk.format("GET", targets[i])
end
local threads = {}
wrong = 0
setup = function(thread)
    threads[#threads + 1] = thread
end
check = function(status, headers, body)
    local query = body:match('^{"query":"(.-)","total":')
    local total = body:match('"total":(%d+)')
    if status ~= 200 or not query or total ~= totals[query]
            or body:sub(-2) ~= "}\\n" then
        wrong = wrong + 1
        print("WRONG " .. status .. " " .. body:sub(1, 100))
    end
end
done = function(summary, latency)
    local e = summary.errors
    io.write(string.format('\\nJSON {"requests":%d,"us":%d,"mean":%f,' ..
        '"p50":%d,"p99":%d,"max":%d,"failed":%d,"wrong":%d}\\n',
        summary.requests, summary.duration, latency.mean,
        latency:percentile(50), latency:percentile(99), latency.max,
        e.connect + e.read + e.write + e.status + e.timeout,
        threads[1]:get("wrong")))
end
'''


class Load:
    """wrk asking a port of this machine for some targets in turn."""

    def __init__(self, path, port, targets, answers=None):
        """`answers` has a pair for each target, (query, total), that each
        of its answers must hold; the script is written to `path`."""
        self.port = port
        self.path = path
        with open(path + '.txt', 'w', encoding='utf-8') as file:
            for i, target in enumerate(targets):
                query, total = answers[i] if answers else ('', '')
                file.write(f'{target}\t{query}\t{total}\n')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(SCRIPT.replace('TARGETS', path + '.txt'))
            if answers:
                file.write('response = check\n')

    def start(self, connections, seconds):
        return subprocess.Popen(
            ['wrk', '-t1', f'-c{connections}', f'-d{seconds}s', '-s',
             self.path, f'http://127.0.0.1:{self.port}'],
            stdout=subprocess.PIPE, text=True)

    def wait(self, process):
        """What came of it: requests, rate a second, failed, wrong, and
        times in ms."""
        said = process.communicate()[0]
        row = json.loads(re.search('^JSON (.*)', said, re.M).group(1))
        row['rate'] = row['requests'] * 1e6 / row['us']
        for name in ('mean', 'p50', 'p99', 'max'):
            row[name] /= 1e3
        row['complaints'] = re.findall('^WRONG .*', said, re.M)
        return row

    def run(self, connections, seconds):
        return self.wait(self.start(connections, seconds))
