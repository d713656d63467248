// ./dev bench: ours and its rivals in one run, one after the other, several rounds; prints the table, keeps the figures.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { rows, tableText } from './bars.mjs'
import { chart } from './chart.mjs'
import { median, shown } from './figures.mjs'
import { importTimetable, shape } from './ours.mjs'
import { run } from './programs.mjs'
import { measureInProcess, measureNation, measureNginx, measureOurs, measurePostgres, measureRedis, searchReplyBytes } from './rounds.mjs'

const here = new URL('.', import.meta.url).pathname
const { values: wish } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false }, // 2 minutes instead of 12
    rounds: { type: 'string' },
    national: { type: 'string' }, // a folder that `chepiao import cn` reads
    out: { type: 'string', default: join(here, '../build/bench-result.json') },
    'no-history': { type: 'boolean', default: false },
  },
})
const plan = wish.quick
  ? { rounds: 1, seconds: 2, rivalSeconds: 2, inProcess: { commands: 200_000, rounds: 5 } }
  : { rounds: 3, seconds: 5, rivalSeconds: 4, inProcess: { commands: 1_000_000, rounds: 20 } }
if (wish.rounds) plan.rounds = Number(wish.rounds)

const say = (text) => process.stderr.write(`${text}\n`)
const started = performance.now()
const busy = loadavg()[0] > 0.7
if (busy) say(`The machine is busy (load ${loadavg()[0].toFixed(1)}): take the figures with care.`)

const rounds = []
const imported = importTimetable('lines', shape)
const searchBytes = await searchReplyBytes(imported)
for (let n = 0; n < plan.rounds; ++n) {
  const parts = [
    ['chepiao', () => measureOurs(imported, plan.seconds)],
    ['nginx', () => measureNginx(plan.rivalSeconds, searchBytes)],
    ['PostgreSQL', () => measurePostgres(plan.rivalSeconds)],
    ['Redis', () => measureRedis(plan.rivalSeconds)],
  ]
  if (n % 2 === 1) parts.reverse() // nobody is always first on a rested machine
  const seen = {}
  for (const [who, measure] of parts) {
    say(`round ${n + 1} of ${plan.rounds}: ${who}`)
    const found = await measure()
    for (const [name, each] of Object.entries(found)) say(`  ${name.padEnd(22)} ${shown(each.perSecond).padStart(9)}/s   p99 ${shown(each.p99Ms)} ms`)
    Object.assign(seen, found)
  }
  rounds.push(seen)
}
say('in process')
const alone = await measureInProcess(imported, plan.inProcess)
say('nationwide')
const nation = await measureNation(wish.national)

const seen = { ...alone, ...nation }
for (const name of Object.keys(rounds[0])) {
  const of = (field) => median(rounds.map((round) => round[name][field]))
  seen[name] = { perSecond: of('perSecond'), p99Ms: of('p99Ms') }
}
const table = rows(seen)
const git = (...args) => run('git', ['-C', here, ...args]).trim()
const result = {
  date: new Date().toISOString(),
  commit: git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '-uno') ? '+' : ''),
  quick: wish.quick,
  busy,
  machine: { cpu: cpus()[0].model.trim(), cores: cpus().length, memory_gb: Math.round(totalmem() / 2 ** 30), kernel: release() },
  figures: {
    holds_16: seen.holds_16.perSecond, holds_64: seen.holds_64.perSecond, holds_256: seen.holds_256.perSecond, holds_1024: seen.holds_1024.perSecond,
    hold_p99_ms_64: seen.holds_64.p99Ms, search: seen.search.perSecond, purchases: seen.purchase.perSecond,
    nginx_256: seen.nginx_256.perSecond, holds_of_nginx: seen.holds_256.perSecond / seen.nginx_256.perSecond,
    holds_of_postgres: table.find((row) => row.measure.includes('one statement (')).ratio,
    holds_of_redis_always: table.find((row) => row.measure.includes('flush always')).ratio,
    search_of_nginx: seen.search.perSecond / seen.nginx_64.perSecond, hot_of_spread: seen.hot.perSecond / seen.spread.perSecond,
    pipeline_1024: seen.pipeline_1024.holds_per_second, replay_s_per_million: seen.replay.replay_seconds_per_million_events,
    bytes_per_departure: seen.memory.bytes_per_departure, bytes_per_ticket: seen.memory.bytes_per_ticket_keys_forgotten,
    nation_bytes: seen.nation_bytes, best_fit_of_bound: seen.seats.best_fit_of_bound,
  },
}
mkdirSync(dirname(wish.out), { recursive: true })
writeFileSync(wish.out, `${JSON.stringify({ ...result, table, rounds, alone, nation, searchBytes }, null, 1)}\n`)
if (!wish['no-history']) {
  const history = join(here, 'history.jsonl')
  appendFileSync(history, `${JSON.stringify(result, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value))}\n`)
  writeFileSync(join(here, 'history.svg'), chart(readFileSync(history, 'utf8').trim().split('\n').map((text) => JSON.parse(text))))
}
console.log(`\n${result.machine.cpu}, ${result.machine.cores} cores, Linux ${result.machine.kernel}; commit ${result.commit}${busy ? '; the machine was busy' : ''}`)
console.log(`median of ${plan.rounds} round${plan.rounds > 1 ? 's' : ''}; client and server on the same cores, loopback, no TLS\n`)
console.log(tableText(table))
say(`\n${Math.round((performance.now() - started) / 1000)} s; everything in ${wish.out}`)
process.exit(0)
