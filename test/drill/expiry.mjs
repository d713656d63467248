// A hold that expires gives back all its seats, at its deadline.
import http from 'node:http'
import { Client, day, departureOn, order } from './client.mjs'
import { importLine, newFolder, removeFolder, Server } from './server.mjs'

export const title = 'expiry: 100 holds give back their seats at their deadline'

// Free seats as the server tells them, with the time of each telling.
function watch(port, path) {
  const told = []
  const request = http.get({ host: '127.0.0.1', port, path, headers: { accept: 'text/event-stream' } }, (response) => {
    let text = ''
    response.on('data', (part) => {
      text += part
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const data = text.slice(0, end).match(/^data: ?(.*)$/m)
        if (data) told.push({ at: Date.now(), ...JSON.parse(data[1]) })
        text = text.slice(end + 2)
      }
    })
  })
  request.on('error', () => {})
  return { told, close: () => request.destroy() }
}

export async function drill(check) {
  const folder = newFolder('expiry')
  importLine(folder, { seats: 100 })
  const server = new Server(`${folder}/data`, '--hold-seconds', '4', '--unpaid-orders-per-account', '1000', '--open-orders-per-account', '1000')
  await server.start()
  const client = new Client(server.port, 100)
  const token = await client.signIn('expiry')
  const departure = await departureOn(client, 'S0', 'S4', day(1))
  const feed = watch(server.port, `/api/v1/departures/${departure.id}/availability?from=S0&to=S4`)
  const holds = await Promise.all(Array.from({ length: 100 }, (_, i) => client.hold(token, order(departure.id, 'S0', 'S4', i))))
  check('100 holds take all 100 seats', holds.every((h) => h.status === 201) && (await departureOn(client, 'S0', 'S4', day(1))).available === 0)

  const deadlines = holds.map((h) => Date.parse(h.body.hold_expires_at))
  const last = Math.max(...deadlines)
  const first = Math.min(...deadlines)
  const free = (entry) => entry.classes[0].available
  while (Date.now() < last + 5_000 && !feed.told.some((t) => t.at >= first && free(t) === 100)) {
    await new Promise((done) => setTimeout(done, 20))
  }
  const early = feed.told.filter((t) => t.at < first - 50 && t.at > first - 2_000 && free(t) > 0)
  const all = feed.told.find((t) => t.at >= first - 50 && free(t) === 100)
  check('no seat came back before its deadline', early.length === 0, JSON.stringify(early[0]))
  check('100 of 100 seats came back', all !== undefined, JSON.stringify(feed.told.slice(-3)))
  check('not a second later', all !== undefined && all.at - last < 250, `${all?.at - last} ms after the last deadline`)
  if (all) console.log(`    all back ${all.at - last} ms after the last deadline`)
  const late = await client.pay(token, holds[0].body.order_id)
  check('a late payment is refused', late.status === 409 && late.body.code === 'hold_expired', late.text)
  const again = await Promise.all(Array.from({ length: 100 }, (_, i) => client.hold(token, order(departure.id, 'S0', 'S4', 1000 + i))))
  check('all 100 seats can be held again', again.every((h) => h.status === 201))
  feed.close()
  client.close()
  await server.stop()
  check('the journal verifies', server.verify().clean)
  removeFolder(folder)
}
