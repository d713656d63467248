// Ten times as many orders as the server can take: it goes on selling about as many as it can, says no to the rest with
// Retry-After, never to who pays, stays small, and is itself again when they are gone.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { line, writeTimetable } from '../../bench/timetable.mjs'
import { Client, traveller } from './client.mjs'
import { Fence } from './fence.mjs'
import { newFolder, program, removeFolder, run, Server } from './server.mjs'

export const title = 'overload: up to 10 times the orders that can be taken, an open loop'

const generator = process.env.CHEPIAO_LOAD ?? join(dirname(program), 'chepiao_load')
const shape = { lines: 5, services: 20, stations: 16 }
// The generator shares the machine. The server gets a small part of one core, so that ten times what it can take can
// really be sent; the generator gets a whole core, so that it does not measure how long it waits itself.
const cpu = 0.15
const memory = 512 << 20
const moneyPerSecond = 25

const wait = (ms) => new Promise((done) => setTimeout(done, ms))
const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? 0

async function load(port, { connections, seconds, rate, scenarios = ['hold'], warmUp = 1 }) {
  const given = ['--port', port, '-c', connections, '--seconds', seconds, '--warm-up', warmUp, '--accounts', 8, '--json']
  for (const each of scenarios) given.push('--scenario', each)
  for (let n = 0; n < shape.lines; ++n) given.push('--line', line(n, shape.stations))
  // Who finds no free connection goes away: it is offered, but never sent.
  if (rate) given.push('--rate', Math.round(rate), '--backlog', 16)
  const process = spawn(generator, given.map(String), { stdio: ['ignore', 'pipe', 'inherit'] })
  const fence = Fence.around(process.pid, { cpu: 1, memory: 1 << 30 })
  const parts = []
  process.stdout.on('data', (part) => parts.push(part))
  const [code] = await once(process, 'close')
  fence?.remove()
  if (code !== 0) throw new Error(`${generator} ended with ${code}`)
  return JSON.parse(Buffer.concat(parts).toString('utf8'))
}

// Unpaid and paid orders, and who pays, cancels and gives back some of them all the time, on connections of their own.
class Money {
  constructor(client, token, departure) {
    Object.assign(this, { client, token, departure, unpaid: [], paid: [], seen: [], running: false })
  }

  async prepare(count) {
    const order = (n) => ({ legs: [{ departure_id: this.departure, from: 'L0S0', to: 'L0S1', class: 'second' }], passengers: [traveller(n)] })
    while (this.unpaid.length < count) {
      const held = await Promise.all(Array.from({ length: 16 }, (_, i) => this.client.hold(this.token, order(this.unpaid.length + i))))
      for (const each of held) {
        if (each.status !== 201) throw new Error(`prepare: ${each.status} ${each.text}`)
        this.unpaid.push(each.body.order_id)
      }
    }
  }

  async act(n) {
    const began = performance.now()
    const refund = n % 3 === 2 && this.paid.length > 0
    const id = refund ? this.paid.pop() : this.unpaid.pop()
    if (!id) return
    const what = refund ? 'refunds' : n % 3 === 1 ? 'cancel' : 'payments'
    const body = what === 'payments' ? { method: 'sandbox' } : {}
    try {
      const answer = await this.client.call('POST', `/api/v1/orders/${id}/${what}`, { token: this.token, key: `${what}-${id}`, body })
      this.seen.push({ status: answer.status, code: answer.body?.code, ms: performance.now() - began })
      if (what === 'payments' && answer.status === 200) this.paid.push(id)
    } catch (broken) {
      this.seen.push({ status: 0, code: broken.message, ms: performance.now() - began })
    }
  }

  start() {
    this.running = true
    this.seen = []
    this.ended = (async () => {
      const under_way = []
      for (let n = 0; this.running; ++n) {
        under_way.push(this.act(n))
        await wait(1000 / moneyPerSecond)
      }
      await Promise.all(under_way)
    })()
  }

  async stop() {
    this.running = false
    await this.ended
    const bad = this.seen.filter((each) => each.status !== 200)
    return { count: this.seen.length, bad, p99: percentile(this.seen.map((each) => each.ms), 0.99) }
  }
}

// How long holds take, one each 50 ms.
async function probe(client, token, departure, from) {
  const body = { legs: [{ departure_id: departure, from: 'L0S1', to: 'L0S2', class: 'second' }], passengers: [traveller(from)] }
  const began = performance.now()
  const answer = await client.hold(token, body)
  await wait(50)
  return { ok: answer.status === 201, ms: performance.now() - began - 50, at: performance.now() }
}

const table = []
function row(name, cells) {
  if (table.length === 0) table.push(['', 'meant/s', 'sent/s', 'held/s', 'of peak', 'refused/s', 'p99 held ms', 'p50, p99 refused ms', 'money', 'p99 money ms', 'RSS MB', 'back s'])
  table.push([name, ...cells].map(String))
}
function show() {
  const widths = table[0].map((_, i) => Math.max(...table.map((r) => (r[i] ?? '').length)))
  for (const r of table) console.log(`    ${r.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')}`)
}

export async function drill(check, { short }) {
  table.length = 0
  const seconds = short ? 2 : 20
  const folder = newFolder('overload')
  writeTimetable(join(folder, 'feed'), shape)
  const imported = run('import', 'native', join(folder, 'feed'), '--data', join(folder, 'data'))
  if (imported.code !== 0) throw new Error(imported.err)
  const server = new Server(join(folder, 'data'), '--unpaid-orders-per-account', '1000000', '--open-orders-per-account', '1000000000', '--hold-seconds', '3600', '--log-level', 'warn')
  await server.start()
  const fence = Fence.around(server.process.pid, { cpu, memory })
  console.log(fence ? `  the server has ${cpu * 100} % of one core and ${memory >> 20} MB` : '  no control groups here: the server has as much of the machine as the generator leaves it')
  try {
    await attack(check, { short, seconds, server, fence })
  } finally {
    if (server.process.exitCode === null) await server.kill()
    fence?.remove()
  }
  removeFolder(folder)
}

async function attack(check, { short, seconds, server, fence }) {
  const rss = () => Number(readFileSync(`/proc/${server.process.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024
  const client = new Client(server.port, 64)
  const token = await client.signIn('overload')
  const { today } = (await client.call('GET', '/api/v1/settings')).body
  const tomorrow = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10)
  const journeys = (await client.call('GET', `/api/v1/journeys?from=L0S0&to=L0S2&date=${tomorrow}`)).body.journeys
  const money = new Money(client, token, journeys[0].legs[0].departure_id)
  const probed = journeys[1].legs[0].departure_id
  await money.prepare(short ? 300 : 1000)

  const before = []
  for (let n = 0; n < (short ? 10 : 60); ++n) before.push(await probe(client, token, probed, n))
  const calm = percentile(before.map((each) => each.ms), 0.99)

  // Measured again around each step: what the server can take falls as its files grow, and differs with what else runs here.
  const saturation = async () => (await load(server.port, { connections: 256, seconds: short ? 2 : 6 })).operations.hold
  let now = await saturation()
  const first = now.succeeded_per_second
  const loaded = rss()
  row('saturation (closed loop, 256)', ['', first.toFixed(0), first.toFixed(0), '', 0, (now.latency.p99_us / 1000).toFixed(0), '', '', '', loaded.toFixed(0)])

  let largest = loaded
  const usual = Math.max(2 * calm, 50)
  const steps = short
    ? [{ times: 10, connections: 1024 }]
    : [...[1, 2, 5, 10].map((times) => ({ times, connections: 1024 })), { times: 10, connections: 4000 }, { times: 10, connections: 1024, mixed: true },
        { times: 10, connections: 1024, spike: true }]
  for (const step of steps) {
    await money.prepare(Math.min(1000, seconds * moneyPerSecond + 100))
    if (step.spike) await wait(3000)
    const before = now.succeeded_per_second
    money.start()
    const seen = await load(server.port, {
      connections: step.connections, seconds: step.spike ? 10 : seconds, rate: step.times * before, warmUp: step.spike ? 0 : 1,
      ...(step.mixed ? { scenarios: ['hold=50', 'search=50'] } : {}),
    })
    const ended = performance.now()
    const paid = await money.stop()
    const hold = seen.operations.hold
    const unanswered = Object.values(seen.operations).reduce((sum, each) => sum + (each.status['0'] ?? 0), 0)
    const sent = Object.values(seen.operations).reduce((sum, each) => sum + each.succeeded_per_second + each.refused_per_second, 0)
    largest = Math.max(largest, rss())
    const after = []
    while (short ? false : performance.now() < ended + 6000) after.push(await probe(client, token, probed, 100 + after.length))
    now = short ? now : await saturation()
    const peak = (before + now.succeeded_per_second) / 2
    const name = `${step.times}x, ${step.connections} connections${step.mixed ? ', half searches' : step.spike ? ', at once after nothing' : ''}`
    row(name, [
      (step.times * before).toFixed(0), sent.toFixed(0), hold.succeeded_per_second.toFixed(0), `${((100 * hold.succeeded_per_second) / peak).toFixed(0)} %`,
      hold.refused_per_second.toFixed(0), (hold.latency.p99_us / 1000).toFixed(0),
      hold.refused_per_second > 0 ? `${(hold.refused_latency.p50_us / 1000).toFixed(0)}, ${(hold.refused_latency.p99_us / 1000).toFixed(0)}` : '',
      `${paid.count - paid.bad.length} of ${paid.count}`, paid.p99.toFixed(0), rss().toFixed(0),
    ])
    check(`${name}: everyone who asked was answered`, unanswered === 0, `${unanswered} without an answer`)
    const codes = Object.keys(hold.code)
    check(`${name}: nothing but overloaded is refused`, codes.every((code) => code === 'overloaded'), codes.join())
    check(`${name}: all ${paid.count} payments, cancellations and refunds were carried out`, paid.count > 0 && paid.bad.length === 0, JSON.stringify(paid.bad.slice(0, 3)))
    // Beyond what its connections let it answer in time it has to say no to many more, and that costs, too.
    const share = step.connections > 1024 ? 0.5 : 0.9
    if (!short && !step.mixed) {
      check(`${name}: ${hold.succeeded_per_second.toFixed(0)}/s held, at least ${share * 100} % of what can be held`,
        hold.succeeded_per_second >= share * Math.min(peak, step.times * before), `${((100 * hold.succeeded_per_second) / peak).toFixed(0)} %`)
    }
    // From the moment it was due: where searches take connections, too, that is mostly the wait for a free one.
    if (!short && step.connections === 1024 && !step.mixed) check(`${name}: 99 % of the orders within a second`, hold.latency.p99_us < 1_000_000, `${(hold.latency.p99_us / 1000).toFixed(0)} ms`)
    const slow = after.findLast((each) => !each.ok || each.ms > usual)
    const back = slow ? (slow.at - ended) / 1000 : 0
    table.at(-1).push(short ? '' : back.toFixed(1))
    if (!short) check(`${name}: itself again within 5 s`, back < 5, `${back.toFixed(1)} s`)
  }
  show()
  console.log(`    last column: seconds until no hold took longer than ${usual.toFixed(0)} ms`)
  const again = await probe(client, token, probed, 99)
  check('it sells afterwards', again.ok)

  const text = (await client.call('GET', '/metrics')).text
  const shed = (urgency) => [...text.matchAll(new RegExp(`chepiao_overloaded_total\\{urgency="${urgency}",why="[a-z]+"\\} (\\d+)`, 'g'))].reduce((sum, found) => sum + Number(found[1]), 0)
  console.log(`    refused as overloaded: ${['money', 'order_read', 'hold', 'browse'].map((u) => `${u} ${shed(u)}`).join(', ')}`)
  check('no payment was refused', shed('money') === 0)
  const orders = Number(text.match(/chepiao_orders_in_memory (\d+)/)[1])
  const allowed = loaded * 1.25 + (orders * 1024) / (1 << 20)
  console.log(`    memory: ${loaded.toFixed(0)} MB loaded, ${largest.toFixed(0)} MB at the most, ${orders} orders in memory`)
  check('memory: a quarter more than loaded, and 1 KB an order', largest <= allowed, `${largest.toFixed(0)} MB`)
  if (fence) check('512 MB are enough', server.process.exitCode === null && largest < 512)

  client.close()
  check('it stops cleanly', (await server.stop()).code === 0)
  const verified = server.verify()
  check('the journal verifies', verified.clean, verified.out + verified.err)
}
