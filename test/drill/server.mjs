// The real program in a folder of its own: import, start, kill, verify.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const program = process.env.CHEPIAO ?? new URL('../../build/release/chepiao', import.meta.url).pathname

export const newFolder = (name) => mkdtempSync(join(tmpdir(), `chepiao-${name}-`))
export const removeFolder = (folder) => rmSync(folder, { recursive: true, force: true })

export function run(...args) {
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

// `seats` in hundreds (in coaches of 5 x `rows`, if that is given). One service X1 over `stations` stations with `seats` seats of class second, every day, a yuan a kilometre.
export function writeLine(folder, { seats, rows = 20, stations = 5, departs = '23:50:00' }) {
  mkdirSync(folder, { recursive: true })
  const put = (name, rows) => writeFileSync(join(folder, name), rows.join('\n') + '\n')
  const codes = Array.from({ length: stations }, (_, i) => `S${i}`)
  put('network.toml', ['name = "Drill line"', 'currency = "CNY"', 'zone = "Asia/Shanghai"'])
  put('stations.csv', ['code,name,pinyin,initials,city', ...codes.map((c) => `${c},Station ${c},station${c.toLowerCase()},s,`)])
  put('services.csv', ['key,numbers,kind,formation,days', 'X1,X1,X,drill,daily'])
  const start = Number(departs.slice(0, 2)) * 60 + Number(departs.slice(3, 5))
  const clock = (m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}:00`
  put('stops.csv', [
    'key,sequence,station,arrive,depart,km',
    ...codes.map((c, i) => `X1,${i + 1},${c},${i === 0 ? '' : clock(start + i * 20)},${i === stations - 1 ? '' : clock(start + i * 20 + 2)},${i * 50}`),
  ])
  put('formations.toml', [
    'default = "drill"',
    '[[class]]', 'code = "second"', 'zh = "二等座"', 'en = "Second class"',
    '[[coach]]', 'type = "D"', `blocks = [{ class = "second", letters = "ABC-DF", rows = ${rows} }]`,
    '[[formation]]', 'name = "drill"', `coaches = [${Array.from({ length: seats / (5 * rows) }, () => '"D"').join(', ')}]`,
  ])
  put('rates.csv', ['kind,class,minor_per_1000_km,minimum', ',second,100000,100'])
  put('passengers.csv', ['type,percent', 'adult,100'])
}

export function importLine(data, options) {
  const feed = join(data, 'feed')
  writeLine(feed, options)
  const done = run('import', 'native', feed, '--data', join(data, 'data'), '--json')
  if (done.code !== 0) throw new Error(`import failed: ${done.out}${done.err}`)
  return JSON.parse(done.out)
}

export class Server {
  constructor(data, ...settings) {
    this.data = data
    this.settings = settings
    this.port = 0
  }

  // Ready when it resolves; the same port at each start.
  async start() {
    this.started = performance.now()
    this.process = spawn(program, ['serve', '--data', this.data, '--listen', `127.0.0.1:${this.port}`, ...this.settings], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.env },
    })
    this.output = ''
    this.exit = once(this.process, 'exit').then(([code, signal]) => ({ code, signal }))
    const url = new Promise((resolve, reject) => {
      const look = (chunk) => {
        this.output += chunk
        const found = this.output.match(/http:\/\/127\.0\.0\.1:(\d+)/)
        if (found) resolve(Number(found[1]))
      }
      this.process.stdout.on('data', look)
      this.process.stderr.on('data', look)
      this.exit.then(() => reject(new Error(`the server ended: ${this.output}`)))
    })
    this.port = await url
    this.readyAfter = performance.now() - this.started
  }

  async kill() {
    this.process.kill('SIGKILL')
    return this.exit
  }

  async stop() {
    this.process.kill('SIGTERM')
    return this.exit
  }

  verify() {
    const done = run('verify', '--data', this.data, '--json')
    return { clean: done.code === 0, ...done }
  }
}
