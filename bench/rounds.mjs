// What is measured, in the order in which it runs. Each function returns {name: {perSecond, p99Ms} or number}.
import * as ours from './ours.mjs'
import { startNginx } from './rivals/nginx.mjs'
import { Postgres } from './rivals/postgres.mjs'
import { Redis } from './rivals/redis.mjs'

export async function measureOurs(imported, seconds) {
  const seen = {}
  const data = ours.unsold(imported, 'sale')
  const server = await ours.serve(data)
  const hold = (connections, scenario, more) => ours.load(server.port, { scenario, connections, seconds, more })
  for (const c of [16, 64, 256, 1024]) seen[`holds_${c}`] = ours.succeeded(await hold(c, 'hold'), 'hold')
  seen.search = ours.succeeded(await hold(64, 'search'), 'search')
  const bought = await hold(256, 'purchase')
  seen.purchase = { ...ours.succeeded(bought, 'pay'), perSecond: bought.scenarios.purchase.per_second }
  await server.stop()

  // In and out of seats all the time, so that one train is never full: what a crowd on one departure costs.
  const fresh = await ours.serve(ours.unsold(imported, 'sale'))
  const turn = (more) => ours.load(fresh.port, { scenario: 'hold-cancel', connections: 64, seconds, more })
  seen.spread = ours.succeeded(await turn([]), 'hold')
  seen.hot = ours.succeeded(await turn(['--departures', 1]), 'hold')
  await fresh.stop()
  return seen
}

export async function measureNginx(seconds, searchBytes) {
  const server = await startNginx(searchBytes)
  const seen = {}
  for (const c of [16, 64, 256]) {
    seen[`nginx_${c}`] = ours.succeeded(await ours.load(server.port, { scenario: 'get', connections: c, seconds, lines: 0 }), 'get')
  }
  const sameSize = await ours.load(server.port, { scenario: 'get', connections: 64, seconds, lines: 0, more: ['--path', '/same-size'] })
  seen.nginx_same_size_64 = ours.succeeded(sameSize, 'get')
  await server.stop()
  return seen
}

// Of a search's reply, headers not counted.
export async function searchReplyBytes(imported) {
  const server = await ours.serve(ours.unsold(imported, 'sale'))
  const bytes = await ours.searchBytes(server.port)
  await server.stop()
  return bytes
}

export async function measurePostgres(seconds) {
  const server = new Postgres()
  await server.start({ departures: ours.departures, seats: ours.seats })
  const seen = {}
  for (const c of [16, 64, 256]) seen[`postgres_one_${c}`] = await server.measure('hold_one_statement.sql', { clients: c, seconds })
  for (const c of [16, 64, 256]) seen[`postgres_three_${c}`] = await server.measure('hold_three_statements.sql', { clients: c, seconds })
  seen.postgres_counters_64 = await server.measure('hold_counters.sql', { clients: 64, seconds })
  await server.stop()
  return seen
}

export async function measureRedis(seconds) {
  const seen = {}
  for (const flush of ['always', 'everysec']) {
    const server = new Redis()
    await server.start(flush)
    for (const c of [64, 256]) seen[`redis_${flush}_${c}`] = await server.measure({ clients: c, seconds })
    await server.stop()
  }
  return seen
}

export async function measureInProcess(imported, { commands, events, rounds }) {
  const seen = {}
  for (const inFlight of [64, 1024]) {
    seen[`pipeline_${inFlight}`] = await ours.inProcess('pipeline', '--data', ours.unsold(imported, 'flow'), '--commands', inFlight === 64 ? commands / 4 : commands, '--in-flight', inFlight)
  }
  const filled = ours.unsold(imported, 'filled')
  await ours.fill(filled, events)
  seen.replay = await ours.inProcess('replay', '--data', filled)
  seen.memory = await ours.inProcess('memory', '--data', ours.unsold(imported, 'weighed'), '--tickets', 300)
  seen.seats = await ours.inProcess('seats', '--rounds', rounds)
  return seen
}

export async function measureNation(feed) {
  const server = await ours.serve(ours.importNation(feed))
  const bytes = server.memory()
  await server.stop()
  return { nation_bytes: bytes }
}
