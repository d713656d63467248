// Our own program under load: a folder with a made-up timetable, the server, and what the load generator saw.
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { finish, folder, listening, run, start } from './programs.mjs'
import { line, writeTimetable } from './timetable.mjs'

const build = process.env.BENCH_BUILD ?? new URL('../build/release', import.meta.url).pathname
const program = join(build, 'chepiao')

// 5 lines x 20 trains a day x 13 days = 1,300 departures; on each line a search finds 20 departures with 3 classes.
export const shape = { lines: 5, services: 20, stations: 16 }
export const departures = shape.lines * shape.services * 13
export const seats = 1040 // of the class that is sold

export function importTimetable(name, wanted) {
  const feed = join(folder, `${name}-feed`)
  const data = join(folder, name)
  writeTimetable(feed, wanted)
  run(program, ['import', 'native', feed, '--data', data])
  rmSync(feed, { recursive: true })
  return data
}

// A fresh folder with the same timetable and nothing sold.
export function unsold(imported, name) {
  const data = join(folder, name)
  rmSync(data, { recursive: true, force: true })
  cpSync(join(imported, 'catalogue'), join(data, 'catalogue'), { recursive: true })
  return data
}

// Identity, limits, orders, metrics: everything is on; the limits are only wide enough for few accounts to buy much.
export async function serve(data) {
  const server = start(program, [
    'serve', '--data', data, '--listen', '127.0.0.1:0', '--hold-seconds', '3600', '--log-level', 'warn',
    '--unpaid-orders-per-account', '1000000', '--open-orders-per-account', '1000000000',
  ])
  while (!/http:\/\/127\.0\.0\.1:\d+/.test(server.output)) {
    const ended = await Promise.race([server.ended, new Promise((next) => setTimeout(next, 20))])
    if (ended) throw new Error(`the server ended: ${server.output}`)
  }
  const port = Number(server.output.match(/http:\/\/127\.0\.0\.1:(\d+)/)[1])
  await listening(server, { port, host: '127.0.0.1' })
  const status = (name) => Number(readFileSync(`/proc/${server.pid}/status`, 'utf8').match(new RegExp(`${name}:\\s+(\\d+) kB`))[1]) * 1024
  return { port, memory: () => status('VmRSS'), stop: () => server.stop() }
}

export async function load(port, { scenario, connections, seconds, lines = shape.lines, more = [] }) {
  const given = ['--port', port, '--scenario', scenario, '-c', connections, '--seconds', seconds, '--warm-up', 1, '--accounts', 8, '--json', ...more]
  for (let n = 0; n < lines; ++n) given.push('--line', line(n, shape.stations))
  return JSON.parse(await finish(join(build, 'chepiao_load'), given.map(String)))
}

export async function searchBytes(port) {
  const at = `http://127.0.0.1:${port}/api/v1`
  const { today } = await (await fetch(`${at}/settings`)).json()
  const tomorrow = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10)
  const [from, to] = line(0, shape.stations).split(',')
  const answer = await fetch(`${at}/journeys?from=${from}&to=${to}&date=${tomorrow}`)
  return (await answer.arrayBuffer()).byteLength
}

// {perSecond, p99Ms} of an operation; anything but success ends the run: a refusal is no sale.
export function succeeded(seen, operation) {
  for (const [name, each] of Object.entries(seen.operations)) {
    if (each.refused_per_second > 0 || each.status['0']) throw new Error(`${name}: ${JSON.stringify(each.status)} ${JSON.stringify(each.code)}`)
  }
  const of = seen.operations[operation]
  return { perSecond: of.succeeded_per_second, p99Ms: of.latency.p99_us / 1000 }
}

export const inProcess = async (...args) => JSON.parse(await finish(join(build, 'chepiao_bench'), [...args.map(String), '--json']))

// A national feed, when somebody has one; else as many made-up trains.
export function importNation(feed) {
  if (!feed) return importTimetable('nation', { lines: 500, services: 20, stations: 16 })
  const data = join(folder, 'nation')
  run(program, ['import', 'cn', feed, '--data', data])
  return data
}
