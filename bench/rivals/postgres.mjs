// PostgreSQL with the statements a good SQL programmer would write, driven by pgbench over a Unix socket.
import { spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { finish, folder, listening, run, start } from '../programs.mjs'
import { percentile } from '../figures.mjs'

const version = '15'
const bin = `/usr/lib/postgresql/${version}/bin`
const scripts = new URL('.', import.meta.url).pathname
const port = '5432' // of the socket's name only: nothing listens on TCP

// It refuses to run as root: then the package's user runs it.
const isRoot = process.getuid() === 0
const idOf = (what) => Number(run('id', [what, 'postgres']).trim())
const owner = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {}

const settings = {
  listen_addresses: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '1GB',
  wal_buffers: '64MB',
  max_wal_size: '8GB', // no checkpoint within a run
  checkpoint_timeout: '1h',
  max_connections: '400',
  autovacuum: 'off', // a run is short; it would only cost
  jit: 'off',
  log_min_messages: 'error',
}

export class Postgres {
  // departures x 1,040 seats, as our own data has them.
  async start({ departures, seats }) {
    this.home = join(folder, 'postgres')
    rmSync(this.home, { recursive: true, force: true })
    mkdirSync(this.home)
    if (isRoot) chownSync(this.home, owner.uid, owner.gid)
    const data = join(this.home, 'data')
    const here = { ...owner, cwd: this.home }
    run(`${bin}/initdb`, ['-D', data, '-U', 'bench', '-A', 'trust', '--no-locale', '-E', 'UTF8'], here)
    const given = Object.entries({ ...settings, unix_socket_directories: this.home }).flatMap(([k, v]) => ['-c', `${k}=${v}`])
    this.server = start(`${bin}/postgres`, ['-D', data, ...given], here)
    await listening(this.server, { path: join(this.home, `.s.PGSQL.${port}`) })
    while (spawnSync(`${bin}/pg_isready`, ['-h', this.home, '-p', port, '-q']).status !== 0) await sleep(50)
    this.departures = departures
    await this.sql('-v', `departures=${departures}`, '-v', `seats=${seats}`, '-f', join(scripts, 'schema.sql'))
  }

  sql(...args) {
    return finish(`${bin}/psql`, ['-h', this.home, '-p', port, '-U', 'bench', '-d', 'postgres', '-q', '-v', 'ON_ERROR_STOP=1', ...args])
  }

  // {perSecond, p99Ms, failed} of a script at `clients` connections, one driving thread.
  async measure(script, { clients, seconds }) {
    const logs = join(folder, 'pgbench')
    rmSync(logs, { recursive: true, force: true })
    mkdirSync(logs)
    const text = await finish(`${bin}/pgbench`, [
      '-h', this.home, '-p', port, '-U', 'bench', '-n', '-M', 'prepared', '-c', `${clients}`, '-j', '1', '-T', `${seconds}`,
      '-D', `departures=${this.departures}`, '--max-tries', '100', '--log', `--log-prefix=${join(logs, 'log')}`, '-f', join(scripts, script), 'postgres',
    ])
    const latencies = []
    for (const file of readdirSync(logs)) {
      for (const line of readFileSync(join(logs, file), 'utf8').split('\n')) {
        const us = Number(line.split(' ')[2])
        if (us > 0) latencies.push(us)
      }
    }
    const number = (pattern) => Number(text.match(pattern)?.[1] ?? 0)
    return {
      perSecond: number(/tps = ([\d.]+)/),
      p99Ms: percentile(latencies, 0.99) / 1000,
      failed: number(/number of failed transactions: (\d+)/),
      retried: number(/number of transactions retried: (\d+)/),
    }
  }

  async stop() {
    await this.server.stop('SIGINT') // fast shutdown
  }
}
