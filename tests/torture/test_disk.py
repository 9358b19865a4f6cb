#!/usr/bin/env python3
"""A disk that fails: one line says so, and the old index stays."""
import errno
import os
import shutil
import subprocess

from support import COUNT, Place, count_calls, index_faulty, lib, one_line

def check_failed(place, run, states):
    if run.returncode == 0: # what failed was no more than tidying up
        return place.check_whole(states[1:])
    assert run.returncode == 2, (run.returncode, run.stderr)
    assert one_line(run.stderr), run.stderr
    if states[0] is not None:
        return place.check_whole(states)
    answer = place.ask('query', 'common')
    if answer.returncode != 2:
        return place.check_whole(states[1:])
    assert one_line(answer.stderr), answer.stderr
    return None


def check_faults(place, prepare, states, *options):
    """Every call fails: alone, with all that follow, on a full disk."""
    total = count_calls(place, prepare, *options)
    points = range(1, total + 1)
    if COUNT < total:
        points = sorted(place.random.sample(points, COUNT))
    print(f'# {len(points)} of {total} calls')
    for at in points:
        for error, times in ((errno.EIO, 1), (errno.EIO, 0),
                             (errno.ENOSPC, 0)):
            prepare()
            run = index_faulty(place, at, error, times, *options)
            if run:
                check_failed(place, run, states)
            again = place.index()
            assert again.returncode == 0, again.stderr
            place.check_whole(states[1:])
            place.check_tidy()


def first_build__on_a_failing_disk(_):
    place = Place('disk-first', 25)
    state = place.expected(1)
    check_faults(place, place.remove_index, [None, state])


def update__on_a_failing_disk(_):
    place = Place('disk-update', 25)
    states = [place.expected(1), place.expected(2)]

    def prepare():
        place.write(1)
        assert place.index().returncode == 0
        place.write(2)

    check_faults(place, prepare, states)


def full_rebuild__on_a_failing_disk(_):
    place = Place('disk-full', 25)
    states = [place.expected(1), place.expected(2)]

    def prepare():
        place.write(1)
        assert place.index().returncode == 0
        place.write(2)

    check_faults(place, prepare, states, '--full')


# Run by sh, with the index's folder, a copy of what is in it and a size.
SMALL = '''
mount -t tmpfs -o size="$3"k tmpfs "$1" || exit 125
cp -r "$2"/. "$1" || exit 125
home=$1 db=$1/index.db
shift 3
'''

# The command of a run, then what is in the index, and the next run with all
# the room it needs.
FILL = SMALL + '''
"$@" 2>"$OUT.said"
echo $? >"$OUT.status"
"$1" export --db "$db" >"$OUT.after" 2>"$OUT.error"
"$1" status --db "$db" >"$OUT.whole" 2>&1
mount -o remount,size=64m tmpfs "$home"
"$@" && "$1" export --db "$db" >"$OUT.again"
ls -A "$home" >"$OUT.left"
'''


def in_small_folder(place, kib, script, *command):
    """Run a script where the index's folder is a file system of its own,
    with so many KiB free."""
    copy = place.folder + '/copy'
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(place.home, copy)
    size = sum(-(-os.path.getsize(f'{copy}/{name}') // 4096) * 4
               for name in os.listdir(copy)) + kib
    return subprocess.run(
        ['unshare', '-m', *([] if os.geteuid() == 0 else ['-Ur']), 'sh', '-c',
         script, 'sh', place.home, copy, str(size), *command],
        capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, 'OUT': place.folder + '/run'})


def can_mount(place):
    run = in_small_folder(place, 64, SMALL)
    if run.returncode:
        print(f'# left out, for nothing can be mounted: {run.stderr.strip()}')
    return run.returncode == 0


def fill(place, kib, *options):
    """A run with so much room left: its status, what it said, and what is
    in the index then and after the next run."""
    run = in_small_folder(place, kib, FILL, *place.command(*options))
    assert run.returncode == 0, run.stderr
    found = {}
    for name in ('said', 'status', 'after', 'error', 'whole', 'again', 'left'):
        with open(f'{place.folder}/run.{name}', 'rb') as file:
            found[name] = file.read()
    return found


def check_fill(place, states, *options):
    """With ever more room, until there is enough."""
    failed = 0
    for kib in range(4, 3000, max(4, 600 // COUNT)):
        found = fill(place, kib, *options)
        assert found['again'] == states[1], kib
        assert found['left'] == b'index.db\n', found['left']
        if found['status'] == b'0\n':
            assert found['after'] == states[1], kib
            break
        failed += 1
        assert found['status'] == b'2\n' and one_line(found['said']), found
        if states[0] is None:
            assert found['after'] in (b'', states[1]), kib
        else:
            assert found['after'] == states[0], kib
            assert b'integrity  ok' in found['whole'], found['whole']
    else:
        assert False, 'there was never room enough'
    print(f'# {failed} sizes were too small')
    assert failed


def full_disk__leaves_the_old_state(_):
    place = Place('disk-small', 60)
    if not can_mount(place):
        return
    states = [place.expected(1), place.expected(2)]
    place.remove_index()
    check_fill(place, [None, states[1]])
    place.write(1)
    assert place.index().returncode == 0
    place.write(2)
    check_fill(place, states)
    check_fill(place, states, '--full')


def read_only__disk_is_told_and_can_be_asked(_):
    place = Place('disk-read-only', 25)
    state = place.expected(1)
    if not can_mount(place):
        return
    place.write(2)
    run = in_small_folder(
        place, 0, SMALL + 'mount -o remount,ro tmpfs "$home"; "$@"; '
        'echo $?; "$1" export --db "$db"', *place.command())
    assert one_line(run.stderr) and 'read-only' in run.stderr, run.stderr
    status, _, export = run.stdout.partition('\n')
    assert status == '2' and export.encode() == state, (status, run.stderr)


def read_only__folder_is_told_and_can_be_asked(_):
    """Root may write everywhere, so another asks."""
    place = Place('disk-folder', 25)
    state = place.expected(1)
    place.write(2)
    os.chmod(place.db, 0o444)
    os.chmod(place.home, 0o555)
    for folder in (lib.SITE.folder, place.folder):
        os.chmod(folder, 0o755)
    other = {'user': 65534} if os.geteuid() == 0 else {}
    try:
        for options in ([], ['--full']):
            run = subprocess.run(place.command(*options), check=False,
                                 capture_output=True, text=True, **other)
            assert run.returncode == 2 and one_line(run.stderr), run.stderr
        export = subprocess.run(
            [lib.PROGRAM, 'export', '--db', place.db], check=False,
            capture_output=True, **other)
        assert export.stdout == state, export
    finally:
        os.chmod(place.home, 0o755)
    place.check_tidy()


lib.main(globals())
