// What concurrent clients see, through a kill -9, is what a correct server could have told them.
// chepiao_history judges it: the journal's order against theirs, and a search that knows no journal.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { Client, day, departureOn, order } from './client.mjs'
import { importLine, newFolder, program, removeFolder, Server } from './server.mjs'

export const title = 'history: what concurrent clients saw, judged by two checkers'

const checker = process.env.CHEPIAO_HISTORY ?? program.replace(/chepiao$/, 'chepiao_history')
const stations = ['S0', 'S1', 'S2', 'S3', 'S4']
const holdSeconds = 1

class Recorder {
  constructor() {
    this.lines = []
  }

  // `invoke` is of the first attempt, `return` of the last: the same key asks for the same thing.
  note(op, of, invoke, answer) {
    const success = answer.status < 300
    this.lines.push(JSON.stringify({
      op, invoke: Number(invoke), return: Number(process.hrtime.bigint()), status: answer.status, key: of.key, account: of.account,
      ...(answer.headers['idempotency-replayed'] ? { replayed: true } : {}),
      ...(answer.headers['x-data-seq'] ? { seq: answer.headers['x-data-seq'] } : {}),
      ...(success ? {} : { code: answer.body?.code ?? '' }),
      order: success ? answer.body.order_id : (of.order ?? ''), departure: of.departure, class: 'second', from: of.from, to: of.to,
      ...(success ? { seats: answer.body.tickets.map(({ coach, seat }) => ({ coach, seat })) } : {}),
    }))
  }
}

// Asks until somebody answers, with the same key; what is told again then counts as the answer.
class Buyer {
  constructor(n, server, client, tokens, recorder) {
    Object.assign(this, { n, server, client, tokens, recorder, made: 0, faults: [], again: 0, left: [] })
  }

  async insist(op, of, ask) {
    const invoke = process.hrtime.bigint()
    for (;;) {
      try {
        const answer = await ask()
        if (answer.status < 500) {
          this.recorder.note(op, of, invoke, answer)
          return answer
        }
        if (answer.status !== 503) this.faults.push(`${answer.status} ${answer.text}`)
      } catch {
        ++this.again
      }
      await this.server.up
    }
  }

  async buy(departure) {
    const account = this.n % this.tokens.length
    const token = this.tokens[account]
    const from = Math.floor(Math.random() * 4)
    const to = from + 1 + Math.floor(Math.random() * (4 - from))
    const of = { account, departure, from, to }
    const body = order(departure, stations[from], stations[to], this.n * 1_000_000 + this.made++)
    const key = randomUUID()
    const held = await this.insist('hold', { ...of, key }, () => this.client.hold(token, body, key))
    if (held.status !== 201) {
      if (held.body?.code !== 'sold_out') this.faults.push(`${held.status} ${held.text}`)
      return
    }
    const id = held.body.order_id
    const dice = Math.random()
    if (dice < 0.45) return void (await this.change('cancel', 'cancel', {}, token, of, id))
    if (dice < 0.55) return void this.left.push({ token, of, id, late: performance.now() + holdSeconds * 1000 + 200 })
    const paid = await this.pay(token, of, id)
    if (paid.status === 200 && dice < 0.97) await this.change('refund', 'refunds', {}, token, of, id)
  }

  change(op, path, body, token, of, id) {
    const key = randomUUID()
    return this.insist(op, { ...of, key, order: id }, () => this.client.call('POST', `/api/v1/orders/${id}/${path}`, { body, token, key }))
  }

  pay(token, of, id) {
    return this.change('pay', 'payments', { method: 'sandbox' }, token, of, id)
  }

  // What was left to its hold is paid too late.
  async payLate() {
    if (this.left.length === 0 || this.left[0].late > performance.now()) return
    const { token, of, id } = this.left.shift()
    const answer = await this.pay(token, of, id)
    if (answer.body?.code !== 'hold_expired') this.faults.push(`paid late: ${answer.status} ${answer.text}`)
  }

  async work(departures, until) {
    while (!until()) {
      await this.buy(departures[Math.floor(Math.random() * departures.length)])
      await this.payLate()
    }
  }
}

async function record(check, folder, { operations, clients, days }) {
  importLine(folder, { seats: 20, rows: 2, stations: stations.length })
  const limits = ['--unpaid-orders-per-account', '1000000', '--open-orders-per-account', '100000000', '--hold-seconds', String(holdSeconds)]
  const server = new Server(`${folder}/data`, ...limits)
  await server.start()
  server.up = Promise.resolve()
  const client = new Client(server.port, clients)
  const tokens = []
  for (let i = 0; i < 4; ++i) tokens.push(await client.signIn(`history${i}`))
  const departures = []
  for (let d = 1; d <= days; ++d) departures.push((await departureOn(client, 'S0', 'S4', day(d))).id)
  const recorder = new Recorder()
  const buyers = Array.from({ length: clients }, (_, n) => new Buyer(n, server, client, tokens, recorder))
  const work = buyers.map((b) => b.work(departures, () => recorder.lines.length >= operations))

  while (recorder.lines.length < operations / 2) await new Promise((done) => setImmediate(done))
  let open
  server.up = new Promise((resolve) => (open = resolve))
  await server.kill()
  await server.start()
  open()
  await Promise.all(work)
  client.close()
  await server.stop()
  const faults = buyers.flatMap((b) => b.faults)
  check('no unexpected answer', faults.length === 0, faults[0])
  check('the journal verifies', server.verify().clean)
  writeFileSync(`${folder}/history.jsonl`, recorder.lines.join('\n') + '\n')
  const told = (what) => recorder.lines.filter((l) => l.includes(what)).length
  console.log(`    ${recorder.lines.length} operations, ${told('"sold_out"')} sold out, ${told('"hold_expired"')} expired, ` +
    `${told('"replayed"')} told again, ${buyers.reduce((n, b) => n + b.again, 0)} connections broken by the kill`)
}

function judge(folder, ...options) {
  const done = spawnSync(checker, [`${folder}/history.jsonl`, '--data', `${folder}/data`, '--hold-seconds', String(holdSeconds), ...options],
    { encoding: 'utf8', maxBuffer: 1 << 28 })
  return { good: done.status === 0, said: (done.stdout ?? '') + (done.stderr ?? '') + (done.error ?? '') }
}

export async function drill(check, { short }) {
  // A small one, in which wrong ones are planted; then many operations.
  const histories = short ? 1 : Number(process.env.HISTORIES ?? 18)
  for (let i = 0; i < histories; ++i) {
    const folder = newFolder('history')
    await record(check, folder, { operations: i === 0 ? 10_000 : 60_000, clients: i === 0 ? 64 : 128, days: 6 })
    const judged = judge(folder)
    check('a correct server could have told them so', judged.good, judged.said)
    console.log(judged.said.replace(/^/gm, '    ').trimEnd())
    if (i === 0) {
      const harmed = judge(folder, '--harm', short ? '3' : '20')
      check('no wrong history passes', harmed.good, harmed.said)
      console.log(harmed.said.replace(/^/gm, '    ').trimEnd())
    }
    if (judged.good) removeFolder(folder)
  }
}
