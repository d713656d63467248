// Redis with a script that takes one seat from each segment's counter; no seat is chosen, no HTTP spoken.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { finish, folder, freePort, listening, run, start } from '../programs.mjs'

const script = readFileSync(new URL('hold.lua', import.meta.url), 'utf8')

export class Redis {
  // `flush` is "always" (each reply waits for the disk) or "everysec" (a second may be lost).
  async start(flush) {
    const home = join(folder, `redis-${flush}`)
    rmSync(home, { recursive: true, force: true })
    mkdirSync(home)
    this.port = `${await freePort()}`
    this.server = start('redis-server', [
      '--port', this.port, '--bind', '127.0.0.1', '--dir', home, '--save', '', '--appendonly', 'yes', '--appendfsync', flush,
      '--auto-aof-rewrite-percentage', '0', '--daemonize', 'no', '--protected-mode', 'no',
    ])
    await listening(this.server, { port: Number(this.port), host: '127.0.0.1' })
    this.sha = run('redis-cli', ['-p', this.port, 'script', 'load', script]).trim()
  }

  // {perSecond, p99Ms} over about this many seconds, one driving thread, nothing pipelined.
  async measure({ clients, seconds }) {
    const sample = await this.benchmark(clients, 20_000)
    return this.benchmark(clients, Math.max(20_000, Math.round(sample.perSecond * seconds)))
  }

  async benchmark(clients, requests) {
    const text = await finish('redis-benchmark', [
      '-p', this.port, '-c', `${clients}`, '-n', `${requests}`, '-r', '1000000000000', '--csv', 'evalsha', this.sha, '0', '__rand_int__', '__rand_int__',
    ])
    const [names, values] = text.trim().split('\n').slice(-2).map((row) => row.split(',').map((cell) => cell.replaceAll('"', '')))
    const of = (name) => Number(values[names.indexOf(name)])
    return { perSecond: of('rps'), p99Ms: of('p99_latency_ms') }
  }

  async stop() {
    await this.server.stop('SIGKILL') // its data goes as well
  }
}
