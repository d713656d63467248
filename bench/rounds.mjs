// What is measured, in the order in which it runs. Each function returns {name: {perSecond, p99Ms} or number}.
import * as ours from './ours.mjs'
import { startNginx } from './rivals/nginx.mjs'
import { Postgres } from './rivals/postgres.mjs'
import { Redis } from './rivals/redis.mjs'

export async function measureOurs(imported, seconds) {
  const seen = {}
  // Each on a server of its own with nothing sold, so that no measurement pays for the one before.
  const measure = async (scenario, connections, more = []) => {
    const server = await ours.serve(ours.unsold(imported, 'sale'))
    const found = await ours.load(server.port, { scenario, connections, seconds, more })
    await server.stop()
    return found
  }
  for (const c of [16, 64, 256, 1024]) seen[`holds_${c}`] = ours.succeeded(await measure('hold', c), 'hold')
  seen.search = ours.succeeded(await measure('search', 64), 'search')
  const bought = await measure('purchase', 256)
  seen.purchase = { ...ours.succeeded(bought, 'pay'), perSecond: bought.scenarios.purchase.per_second }
  // In and out of seats all the time, so that one train is never full: what a crowd on one departure costs.
  seen.spread = ours.succeeded(await measure('hold-cancel', 64), 'hold')
  seen.hot = ours.succeeded(await measure('hold-cancel', 64, ['--departures', 1]), 'hold')
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

export async function measureInProcess(imported, { commands, rounds }) {
  const seen = {}
  const flow = (data, count, inFlight) => ours.inProcess('pipeline', '--data', data, '--commands', count, '--in-flight', inFlight)
  seen.pipeline_64 = await flow(ours.unsold(imported, 'flow'), commands / 4, 64)
  const sold = ours.unsold(imported, 'flow')
  seen.pipeline_1024 = await flow(sold, commands, 1024)
  seen.replay = await ours.inProcess('replay', '--data', sold) // of the same journal: three events a purchase
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
