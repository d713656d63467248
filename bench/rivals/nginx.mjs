// nginx with a fixed answer: what HTTP alone costs here.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folder, freePort, listening, start } from '../programs.mjs'

const config = (home, port, workers) => `daemon off;
pid ${home}/pid;
error_log ${home}/error.log;
worker_processes ${workers};
events { worker_connections 4096; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  client_body_temp_path ${home}/body;
  proxy_temp_path ${home}/proxy;
  fastcgi_temp_path ${home}/fastcgi;
  uwsgi_temp_path ${home}/uwsgi;
  scgi_temp_path ${home}/scgi;
  keepalive_requests 1000000000;
  keepalive_timeout 600;
  default_type application/json;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    open_file_cache max=10 inactive=600s;
    location = /same-size { alias ${home}/same-size; }
    location / { return 200 '{"text":"${'x'.repeat(289)}"}'; }
  }
}
`

// A body of 300 bytes at /, one of `bytes` from a file at /same-size. One worker, as our server has one I/O thread where
// there are two cores.
export async function startNginx(bytes, workers = 1) {
  const home = join(folder, 'nginx')
  mkdirSync(home, { recursive: true })
  const port = await freePort()
  writeFileSync(join(home, 'same-size'), 'x'.repeat(bytes), { mode: 0o644 })
  writeFileSync(join(home, 'nginx.conf'), config(home, port, workers))
  const server = start('/usr/sbin/nginx', ['-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')])
  await listening(server, { port, host: '127.0.0.1' })
  return { port, stop: () => server.stop() }
}
