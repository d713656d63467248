// The disk fails the real program at one call after another: killed before and after it, power lost with what was
// not flushed, an I/O error, no room; and bytes that changed while nobody looked.
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Client, day, departureOn, order } from './client.mjs'
import { Ledger } from './ledger.mjs'
import { importLine, newFolder, program, removeFolder, Server } from './server.mjs'

export const title = 'disk: killed, cut off and refused at its calls on the disk'

const shim = process.env.CHEPIAO_FORGET ?? join(dirname(program), 'chepiao_forget.so')
const stations = ['S0', 'S1', 'S2', 'S3', 'S4']
const settings = ['--unpaid-orders-per-account', '1000', '--open-orders-per-account', '1000', '--hold-seconds', '3600']

// What two buyers do, one step after the other, each with its key. The same each time it is played.
function steps() {
  const out = []
  for (let n = 0; n < 24; ++n) {
    const who = n % 2
    const from = n % 4
    const held = out.push({ who, key: `hold-${n}`, act: (c, t, d) => c.hold(t, order(d, stations[from], 'S4', n), `hold-${n}`) }) - 1
    const then = (name, act) => out.push({ who, key: `${name}-${n}`, of: held, act })
    if (n % 3 !== 2) then('pay', (c, t, d, id) => c.pay(t, id, `pay-${n}`))
    if (n % 6 === 1) then('refund', (c, t, d, id) => c.call('POST', `/api/v1/orders/${id}/refunds`, { body: {}, token: t, key: `refund-${n}` }))
    if (n % 6 === 5) then('cancel', (c, t, d, id) => c.call('POST', `/api/v1/orders/${id}/cancel`, { body: {}, token: t, key: `cancel-${n}` }))
  }
  return out
}

// A folder in which two accounts are signed in.
async function prepare(folder) {
  importLine(folder, { seats: 100 })
  const server = new Server(`${folder}/data`, ...settings)
  await server.start()
  const client = new Client(server.port)
  const tokens = [await client.signIn('disk0'), await client.signIn('disk1')]
  const departure = (await departureOn(client, 'S0', 'S4', day(1))).id
  client.close()
  await server.stop()
  return { folder, data: `${folder}/data`, tokens, departure, play: steps() }
}

// Plays all steps, again where an answer is known; stops at the first that gets none.
async function play(sale, client, answers) {
  for (const [i, step] of sale.play.entries()) {
    const id = step.of === undefined ? undefined : answers[step.of]?.body.order_id
    const token = sale.tokens[step.who]
    let answer
    try {
      answer = await step.act(client, token, sale.departure, id)
    } catch {
      return false
    }
    if (answer.status >= 300) return `${step.key}: ${answer.status} ${answer.text}`
    const before = answers[i]
    if (before && (answer.text !== before.text || answer.headers['idempotency-replayed'] !== 'true')) return `${step.key} was answered\n${before.text}\nand now\n${answer.text}`
    answers[i] = answer
  }
  return true
}

// Orders that are not as last acknowledged, and seats that two living ones have.
async function changed(sale, client, answers) {
  const wrong = []
  const ledger = new Ledger(stations)
  for (const [i, answer] of answers.entries()) ledger.acknowledged(sale.tokens[sale.play[i].who], answer.body)
  for (const [id, known] of ledger.orders) {
    const now = await client.call('GET', `/api/v1/orders/${id}`, { token: known.token })
    const same = now.status === 200 && now.body.status === known.status && JSON.stringify(now.body.tickets) === JSON.stringify(known.tickets)
    if (!same) wrong.push(`${id} was ${known.status} ${JSON.stringify(known.tickets)} and is ${now.text}`)
  }
  return [...wrong, ...ledger.doubles()]
}

class Patient extends Server {
  constructor(sale, fault) {
    super(`${sale.folder}/patient`, ...settings)
    if (fault) {
      this.env = { LD_PRELOAD: shim, FORGET_FOLDER: this.data }
      for (const [name, value] of Object.entries(fault)) this.env[`FORGET_${name.toUpperCase()}`] = String(value)
    }
  }
}

const fresh = (sale) => {
  rmSync(`${sale.folder}/patient`, { recursive: true, force: true })
  cpSync(sale.data, `${sale.folder}/patient`, { recursive: true })
}

// How many calls the whole play takes, from start to stop.
async function count(sale, only) {
  fresh(sale)
  const counter = `${sale.folder}/counter`
  rmSync(counter, { force: true })
  const server = new Patient(sale, { counter, ...only })
  await server.start()
  const client = new Client(server.port)
  const played = await play(sale, client, [])
  client.close()
  const ended = await server.stop()
  if (played !== true || ended.code !== 0) throw new Error(`undisturbed: ${played} ${JSON.stringify(ended)}`)
  return Number(readFileSync(counter).readBigUInt64LE())
}

// One life under a fault, one healthy life that must know what was acknowledged. What went wrong.
async function suffer(sale, fault) {
  fresh(sale)
  const answers = []
  const faulty = new Patient(sale, fault)
  let ended
  try {
    await faulty.start()
    const client = new Client(faulty.port)
    const played = await play(sale, client, answers)
    client.close()
    if (typeof played === 'string' && fault.how !== 'eio') return { wrong: played }
    ended = played === true ? await faulty.stop() : await Promise.race([faulty.exit, new Promise((resolve) => setTimeout(() => resolve(undefined), 5_000))])
    ended ??= await faulty.stop()
  } catch {
    ended = await faulty.exit
  }
  const acknowledged = answers.filter(Boolean).length
  const verified = new Patient(sale).verify()
  if (!verified.clean && ended.code !== 1) return { ended, wrong: `verify: ${verified.out}${verified.err}` }
  const next = new Patient(sale)
  try {
    await next.start()
  } catch (error) {
    return { ended, wrong: `the next start: ${error.message}` }
  }
  const client = new Client(next.port)
  const played = await play(sale, client, answers)
  const lost = played === true ? await changed(sale, client, answers) : []
  client.close()
  const stopped = await next.stop()
  const clean = next.verify().clean
  const wrong = played !== true ? String(played) : lost[0]
  return { ended, acknowledged, wrong: wrong ?? (stopped.code !== 0 || !clean ? `the next stop: ${JSON.stringify(stopped)}, clean ${clean}` : undefined) }
}

const spread = (calls, wanted) => Array.from({ length: Math.min(wanted, calls) }, (_, i) => 1 + Math.floor((i * calls) / Math.min(wanted, calls)))

async function crashes(check, sale, wanted) {
  const calls = await count(sale)
  const acknowledged = []
  for (const how of ['before', 'after', 'power', 'prefix']) {
    const wrong = []
    const at = spread(calls, wanted)
    for (const [i, n] of at.entries()) {
      const point = Math.min(calls, n + ((i * 7 + how.length) % Math.ceil(calls / at.length)))
      const done = await suffer(sale, { how, at: point })
      acknowledged.push(done.acknowledged ?? 0)
      if (done.wrong) wrong.push(`${how} call ${point} of ${calls}: ${done.wrong}`)
    }
    check(`${at.length} times ${how === 'power' ? 'power lost' : how === 'prefix' ? 'power lost, half of the rest written' : `killed ${how} a call`} (of ${calls}): nothing acknowledged is lost, nothing twice`, wrong.length === 0, wrong[0])
  }
  check(`they died with ${Math.min(...acknowledged)} to ${Math.max(...acknowledged)} acknowledged steps of ${sale.play.length}`, Math.max(...acknowledged) > sale.play.length / 2)
}

async function errors(check, sale, wanted) {
  const calls = await count(sale, { only: 'journal.db' })
  const wrong = []
  const codes = new Map()
  for (const n of spread(calls, wanted)) {
    const done = await suffer(sale, { how: 'eio', at: n, only: 'journal.db' })
    codes.set(done.ended?.code, (codes.get(done.ended?.code) ?? 0) + 1)
    if (done.wrong) wrong.push(`call ${n}: ${done.wrong}`)
    // While it starts it says that it cannot, afterwards its journal is in doubt. At the very end, all is flushed.
    if (![70, 1, 0].includes(done.ended?.code)) wrong.push(`call ${n} of ${calls}: it ended with ${JSON.stringify(done.ended)}`)
  }
  const said = [...codes].map(([code, n]) => `${n} with ${code}`).join(', ')
  check(`an I/O error at ${spread(calls, wanted).length} of ${calls} calls on the journal: it ends (${said}), nothing acknowledged is lost`, wrong.length === 0 && (codes.get(70) ?? 0) > 0, wrong[0])
}

async function noRoom(check, sale) {
  fresh(sale)
  const full = `${sale.folder}/full`
  const server = new Patient(sale, { how: 'enospc', while: full, only: 'journal.db' })
  await server.start()
  const client = new Client(server.port)
  const held = await client.hold(sale.tokens[0], order(sale.departure, 'S0', 'S4', 1), 'first')
  writeFileSync(full, '')
  const waits = client.hold(sale.tokens[0], order(sale.departure, 'S0', 'S4', 2), 'second')
  const third = () => client.hold(sale.tokens[1], order(sale.departure, 'S0', 'S4', 3), 'third')
  const isFull = async () => /^chepiao_storage_full 1/m.test((await client.call('GET', '/metrics')).text)
  const tries = async (wanted) => {
    for (let i = 0; i < 2_000; ++i) if ((await isFull()) === wanted) return true
    return false
  }
  check('a full disk shows in /metrics', await tries(true))
  const refused = await third()
  check('without room, orders are refused as storage_full with Retry-After', refused.status === 503 && refused.body?.code === 'storage_full' && refused.headers['retry-after'] !== undefined, refused.text)
  check('reads go on', (await client.call('GET', `/api/v1/orders/${held.body.order_id}`, { token: sale.tokens[0] })).status === 200)
  unlinkSync(full)
  check('with room, what waited is sold', (await waits).status === 201)
  check('and it sells on without a restart', (await tries(false)) && (await third()).status === 201)
  client.close()
  check('it stops cleanly', (await server.stop()).code === 0)
  check('the journal verifies', server.verify().clean)
}

// The folder of a whole sale without its snapshots, with one byte of journal.db changed: it refuses and names the
// row, or everything is there.
async function flipped(check, sale, wanted) {
  fresh(sale)
  const answers = []
  const first = new Patient(sale)
  await first.start()
  const client = new Client(first.port)
  await play(sale, client, answers)
  client.close()
  await first.stop()
  for (const name of readdirSync(`${first.data}/snapshots`)) unlinkSync(`${first.data}/snapshots/${name}`)
  const whole = `${sale.folder}/whole`
  cpSync(first.data, whole, { recursive: true })
  const size = statSync(`${whole}/journal.db`).size
  let refused = 0
  const wrong = []
  for (const n of spread(size, wanted)) {
    rmSync(first.data, { recursive: true, force: true })
    cpSync(whole, first.data, { recursive: true })
    const bytes = readFileSync(`${first.data}/journal.db`)
    bytes[n - 1] ^= 0x40
    writeFileSync(`${first.data}/journal.db`, bytes)
    const server = new Patient(sale)
    try {
      await server.start()
      const now = new Client(server.port)
      const same = await play(sale, now, [...answers])
      now.close()
      await server.stop()
      if (same !== true) wrong.push(`byte ${n} of ${size}: it started, and ${same}`)
    } catch {
      const ended = await server.exit
      const place = /journal damaged (at row [1-9]\d*|before its first row)/.exec(server.output)
      if (ended.code !== 1 || !place) wrong.push(`byte ${n} of ${size}: ${JSON.stringify(ended)} ${server.output}`)
      else if (server.verify().code !== 5) wrong.push(`byte ${n} of ${size}: verify finds it clean`)
      ++refused
    }
  }
  check(`a byte of the journal flipped at ${wanted} places: ${refused} refused with the place, the others with everything there`, wrong.length === 0 && refused > 0, wrong[0])
}

export async function drill(check, { short }) {
  check('the shim is built', existsSync(shim), shim)
  const folder = newFolder('disk')
  const sale = await prepare(folder)
  await crashes(check, sale, short ? 3 : 75)
  await errors(check, sale, short ? 3 : 60)
  await noRoom(check, sale)
  await flipped(check, sale, short ? 6 : 120)
  removeFolder(folder)
}
