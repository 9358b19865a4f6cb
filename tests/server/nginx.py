"""nginx on a free port, for tests that stand it before or beside a server."""

import os
import subprocess

import lib

CONF = '''daemon off;
master_process off;
pid FOLDER/nginx.pid;
error_log FOLDER/nginx.log;
events {}
http {
    access_log off;
    client_body_temp_path FOLDER/tmp; proxy_temp_path FOLDER/tmp;
    fastcgi_temp_path FOLDER/tmp; uwsgi_temp_path FOLDER/tmp;
    scgi_temp_path FOLDER/tmp;
    keepalive_requests 1000000000;
    types { text/html html; application/json json; }
    server {
        listen 127.0.0.1:PORT;
        root ROOT;
        LINES
    }
}
'''


class Nginx:
    """Asked as lib.Server is. It serves the files in `root`, with `lines`
    in its `server`; what it writes goes into `folder`."""

    connect = lib.Server.connect
    get = lib.Server.get
    search = lib.Server.search

    def __init__(self, folder, root, lines=''):
        folder = os.path.abspath(folder)
        with lib.socket.create_server(('127.0.0.1', 0)) as free:
            self.port = free.getsockname()[1]
        conf = os.path.join(folder, 'nginx.conf')
        with open(conf, 'w', encoding='utf-8') as file:
            file.write(CONF.replace('FOLDER', folder)
                       .replace('PORT', str(self.port))
                       .replace('ROOT', os.path.abspath(root))
                       .replace('LINES', lines))
        self.process = subprocess.Popen(
            ['nginx', '-c', conf, '-e', os.path.join(folder, 'nginx.log')],
            env={'PATH': os.environ['PATH'] + ':/usr/sbin'})
        assert lib.wait_for(self.is_there), 'nginx does not start'

    def is_there(self):
        try:
            with self.connect():
                return True
        except OSError:
            return False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
