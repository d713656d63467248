// The table: what was measured, what it is held against, and whether the bar is met.
import { shown } from './figures.mjs'

const best = (seen, prefix) => Math.max(...Object.entries(seen).filter(([name]) => name.startsWith(prefix)).map(([, each]) => each.perSecond))

// `at_least` or `at_most` is about the ratio where there is a rival, else about our own figure.
export function rows(seen) {
  const holds = seen.holds_256.perSecond
  return [
    { measure: 'durable holds over HTTP, c=16', ours: seen.holds_16.perSecond, unit: '/s' },
    { measure: 'durable holds over HTTP, c=64', ours: seen.holds_64.perSecond, unit: '/s' },
    { measure: 'durable holds over HTTP, c=256', ours: holds, unit: '/s' },
    { measure: 'durable holds over HTTP, c=1,024', ours: seen.holds_1024.perSecond, unit: '/s' },
    { measure: '  against nginx, fixed 300 bytes, c=256', ours: holds, rival: seen.nginx_256.perSecond, unit: '/s', atLeast: 0.4 },
    { measure: '  against PostgreSQL, one statement (its best c)', ours: holds, rival: best(seen, 'postgres_one'), unit: '/s', atLeast: 4 },
    { measure: '  against PostgreSQL, three statements (its best c)', ours: holds, rival: best(seen, 'postgres_three'), unit: '/s', atLeast: 8 },
    { measure: '  against PostgreSQL, row counters, one hot train, c=64', ours: seen.hot.perSecond, rival: seen.postgres_counters_64.perSecond, unit: '/s' },
    { measure: '  against Redis counters, flush always (its best c)', ours: holds, rival: best(seen, 'redis_always'), unit: '/s', atLeast: 1 },
    { measure: '  against Redis counters, flush every second', ours: holds, rival: best(seen, 'redis_everysec'), unit: '/s' },
    { measure: 'p99 of a hold, c=64, against PostgreSQL one statement', ours: seen.holds_64.p99Ms, rival: seen.postgres_one_64.p99Ms, unit: ' ms', atMost: 1 },
    { measure: 'one hot departure against spread load', ours: seen.hot.perSecond, rival: seen.spread.perSecond, unit: '/s', atLeast: 0.9 },
    { measure: 'search, 20 departures x 3 classes, against nginx, c=64', ours: seen.search.perSecond, rival: seen.nginx_64.perSecond, unit: '/s', atLeast: 0.5 },
    { measure: '  against nginx with a file as long as the answer, c=64', ours: seen.search.perSecond, rival: seen.nginx_same_size_64.perSecond, unit: '/s' },
    { measure: 'purchase: hold, pay, ticket, c=256', ours: seen.purchase.perSecond, unit: '/s', atLeast: 10_000 },
    { measure: 'in process, 64 in flight: durable holds', ours: seen.pipeline_64.holds_per_second, unit: '/s' },
    { measure: 'in process, 1,024 in flight: durable holds', ours: seen.pipeline_1024.holds_per_second, unit: '/s', atLeast: 1_000_000 },
    { measure: '  their p99', ours: seen.pipeline_1024.holds_p99_us / 1000, unit: ' ms' },
    { measure: 'replay of a million events', ours: seen.replay.replay_seconds_per_million_events, unit: ' s', atMost: 0.5 },
    { measure: 'start from a snapshot of the same', ours: seen.replay.snapshot_start_seconds, unit: ' s' },
    { measure: 'memory of an opened departure', ours: seen.memory.bytes_per_departure, unit: ' B', atMost: 4096 },
    { measure: 'memory of a live ticket (key forgotten)', ours: seen.memory.bytes_per_ticket_keys_forgotten, unit: ' B', atMost: 128 },
    { measure: 'memory of a live ticket with its two keys', ours: seen.memory.bytes_per_ticket_paid, unit: ' B' },
    { measure: 'nationwide and idle: 10,000 services x 15 days', ours: seen.nation_bytes / 2 ** 30, unit: ' GiB', atMost: 1 },
    { measure: 'seats: best fit against the no-fragmentation bound', ours: seen.seats.best_fit_of_bound, unit: '', atLeast: 0.99 },
    { measure: '  first fit, for comparison', ours: seen.seats.first_fit_of_bound, unit: '' },
    { measure: 'load with quotas for stretches and channels', note: 'not built yet' },
  ].map(judged)
}

function judged(row) {
  const ratio = row.rival === undefined ? undefined : row.ours / row.rival
  const held = ratio ?? row.ours
  const bar = row.atLeast !== undefined ? `>= ${shown(row.atLeast)}` : row.atMost !== undefined ? `<= ${shown(row.atMost)}` : ''
  const met = row.atLeast !== undefined ? held >= row.atLeast : row.atMost !== undefined ? held <= row.atMost : undefined
  return { ...row, ratio, bar: bar && ratio !== undefined ? `${bar}x` : bar, met }
}

export function tableText(all) {
  const cells = [['measure', 'ours', 'rival', 'ratio', 'bar', 'met']]
  for (const row of all) {
    const value = (n) => (n === undefined ? '' : `${shown(n)}${row.unit}`)
    cells.push([row.measure, row.note ?? value(row.ours), value(row.rival), row.ratio === undefined ? '' : `${shown(row.ratio)}x`, row.bar, row.met === undefined ? '' : row.met ? 'yes' : 'NO'])
  }
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)))
  return cells.map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')).join('\n')
}
