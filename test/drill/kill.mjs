// kill -9 under load, again and again, with a ledger of acknowledgements outside the server.
import { randomUUID } from 'node:crypto'
import { Client, day, departureOn, order } from './client.mjs'
import { Ledger } from './ledger.mjs'
import { importLine, newFolder, removeFolder, Server } from './server.mjs'

export const title = 'kill: kill -9 under load, nothing acknowledged is lost'

const stations = Array.from({ length: 12 }, (_, i) => `S${i}`)

// A buyer who retries every action with its key until somebody answers.
class Buyer {
  constructor(n, server, token, ledger) {
    Object.assign(this, { n, server, token, ledger, made: 0, refused: 0, replayed: 0, faults: [] })
  }

  async insist(action) {
    for (;;) {
      if (this.stopped && this.server.down) return undefined
      try {
        const answer = await action()
        if (answer.status < 500) return answer
        if (answer.status !== 503) this.faults.push(`${answer.status} ${answer.text}`)
      } catch {
        this.broken = (this.broken ?? 0) + 1
      }
      await this.server.up
    }
  }

  async buy(client, departures) {
    const from = Math.floor(Math.random() * (stations.length - 1))
    const to = from + 1 + Math.floor(Math.random() * (stations.length - from - 1))
    const departure = departures[this.made % departures.length]
    const key = randomUUID()
    const wanted = order(departure, stations[from], stations[to], this.n * 1_000_000 + this.made++)
    const held = await this.insist(() => client.hold(this.token, wanted, key))
    if (held === undefined) return
    if (held.headers['idempotency-replayed']) ++this.replayed
    if (held.status !== 201) {
      if (held.body?.code !== 'sold_out') this.faults.push(`${held.status} ${held.text}`)
      ++this.refused
      return
    }
    this.ledger.acknowledged(this.token, held.body)
    if (this.made % 3 === 0) return // left to its hold
    const payment = randomUUID()
    const paid = await this.insist(() => client.pay(this.token, held.body.order_id, payment))
    if (paid === undefined) return
    if (paid.headers['idempotency-replayed']) ++this.replayed
    if (paid.status !== 200) this.faults.push(`pay ${paid.status} ${paid.text}`)
    else this.ledger.acknowledged(this.token, paid.body)
  }

  async work(client, departures) {
    while (!this.stopped) await this.buy(client, departures)
  }
}

export async function drill(check, { short }) {
  const kills = short ? 4 : 200
  const verifyEvery = short ? 1 : 10
  const folder = newFolder('kill')
  importLine(folder, { seats: short ? 600 : 6000, stations: stations.length })
  const server = new Server(`${folder}/data`, '--unpaid-orders-per-account', '1000000', '--open-orders-per-account', '100000000', '--hold-seconds', '3600')
  await server.start()
  server.up = Promise.resolve()
  const client = new Client(server.port, 1000)
  const ledger = new Ledger(stations)
  const tokens = [await client.signIn('kill0'), await client.signIn('kill1')]
  const departures = []
  for (let d = 1; d <= 13; ++d) departures.push((await departureOn(client, 'S0', 'S11', day(d))).id)
  const buyers = Array.from({ length: short ? 64 : 500 }, (_, n) => new Buyer(n, server, tokens[n % 2], ledger))
  const work = buyers.map((b) => b.work(client, departures))

  const restarts = []
  const dirty = []
  for (let i = 0; i < kills; ++i) {
    const before = ledger.orders.size
    // Until there is something to lose, and then at a moment nobody chose.
    while (ledger.orders.size < before + 150) await new Promise((done) => setImmediate(done))
    let open
    server.up = new Promise((resolve) => (open = resolve))
    await server.kill()
    if (i % verifyEvery === 0) {
      const verified = server.verify()
      if (!verified.clean) dirty.push(verified.out + verified.err)
    }
    await server.start()
    restarts.push(server.readyAfter)
    open()
  }
  for (const b of buyers) b.stopped = true
  await Promise.all(work)

  const sum = (name) => buyers.reduce((n, b) => n + (b[name] ?? 0), 0)
  check(`${kills} kills, ${ledger.orders.size} orders acknowledged, ${sum('broken')} broken requests, ${sum('replayed')} answers given again`, true)
  check(`the journal verifies after ${Math.ceil(kills / verifyEvery)} of the kills`, dirty.length === 0, dirty[0])
  check('no unexpected answer', buyers.every((b) => b.faults.length === 0), buyers.flatMap((b) => b.faults)[0])
  const lost = await ledger.lost(client)
  check(`of ${ledger.orders.size} acknowledged orders none is lost`, lost.length === 0, `${lost.length}: ${lost[0]}`)
  const doubles = ledger.doubles()
  check('no seat twice', doubles.length === 0, doubles[0])
  client.close()
  await server.stop()
  check('the journal verifies', server.verify().clean)
  restarts.sort((a, b) => a - b)
  const percentile = (p) => Math.round(restarts[Math.min(restarts.length - 1, Math.floor(restarts.length * p))])
  console.log(`    from start to ready: p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms, at most ${percentile(1)} ms`)
  removeFolder(folder)
}
