// A real run of 67 stops, sold on every one of its 2,211 pairs of stops, and each seat on each segment once.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import { Client, day, traveller } from './client.mjs'
import { Ledger } from './ledger.mjs'
import { newFolder, removeFolder, run, Server } from './server.mjs'

export const title = 'long-run: a 67-stop run sold on all 2,211 pairs of stops'

const shared = process.env.CHEPIAO_SHARED_DATA ?? new URL('../../../shared/data', import.meta.url).pathname
const feed = `${shared}/gtfs-via-2024/gtfs-via-2024.zip`

// Thirty plain coaches: room for everybody, whoever sits where.
const mapping = `default = "long"
[[class]]
code = "standard"
zh = "普通座"
en = "Standard"
[[coach]]
type = "STD"
blocks = [{ class = "standard", letters = "AB-CD", rows = 20 }]
[[formation]]
name = "long"
coaches = [${Array.from({ length: 30 }, () => '"STD"').join(', ')}]
`

// The feed as a folder, with its expired calendars running on: its two longest trains ended in 2024 and 2025.
function unpackMovedOn(zip, folder) {
  mkdirSync(folder)
  const bytes = readFileSync(zip)
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16)
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, packed, nameSize, extra, comment, local] = [
      bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42),
    ]
    const name = bytes.toString('utf8', at + 46, at + 46 + nameSize)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const content = bytes.subarray(start, start + packed)
    let text = (method === 8 ? inflateRawSync(content) : content).toString('utf8')
    if (name === 'calendar.txt') text = text.replace(/,\d{8}(\r?)$/gm, ',20591231$1')
    writeFileSync(`${folder}/${name}`, text)
    at += 46 + nameSize + extra + comment
  }
}

// The departure with the most stops on some day of the presale window.
async function longest(client, settings) {
  for (let offset = 1; offset < 9; ++offset) {
    const found = await client.call('GET', `/api/v1/journeys?from=${encodeURIComponent(settings.from)}&to=${encodeURIComponent(settings.to)}&date=${day(offset)}`)
    for (const journey of found.body?.journeys ?? []) {
      const departure = await client.call('GET', `/api/v1/departures/${journey.legs[0].departure_id}`)
      if (departure.body.stops.length === 67) return departure.body
    }
  }
  return undefined
}

export async function drill(check) {
  if (!existsSync(feed)) {
    console.log('    left out: the feed is not on this machine (set CHEPIAO_SHARED_DATA)')
    return
  }
  const folder = newFolder('long')
  writeFileSync(`${folder}/long.toml`, mapping)
  unpackMovedOn(feed, `${folder}/feed`)
  const imported = run('import', 'gtfs', `${folder}/feed`, '--data', `${folder}/data`, '--mapping', `${folder}/long.toml`, '--json')
  check('the feed is imported', imported.code === 0 && JSON.parse(imported.out).stop_times === 2213, imported.out + imported.err)
  const server = new Server(`${folder}/data`, '--unpaid-orders-per-account', '100000', '--open-orders-per-account', '100000')
  await server.start()
  const client = new Client(server.port, 64)
  const token = await client.signIn('long')
  const departure = await longest(client, { from: 'VCVR', to: 'TRTO' })
  check('a run of 67 stops is on sale', departure !== undefined)
  const codes = departure.stops.map((s) => s.station?.code ?? s.code)
  const ledger = new Ledger(codes)
  const pairs = codes.flatMap((from, i) => codes.slice(i + 1).map((to) => [from, to]))
  const refused = []
  const buy = async ([from, to], n) => {
    const answer = await client.hold(token, { legs: [{ departure_id: departure.departure_id, from, to, class: 'standard' }], passengers: [traveller(n)] })
    if (answer.status === 201) ledger.acknowledged(token, answer.body)
    else refused.push(`${from}-${to}: ${answer.text}`)
  }
  for (let i = 0; i < pairs.length; i += 64) await Promise.all(pairs.slice(i, i + 64).map((p, k) => buy(p, i + k)))
  check(`all ${pairs.length} pairs are sold`, pairs.length === 2211 && ledger.orders.size === 2211, `${ledger.orders.size}; ${refused[0]}`)
  check('no seat twice on any segment', ledger.doubles().length === 0, ledger.doubles()[0])
  client.close()
  await server.stop()
  const verified = server.verify()
  check('the journal verifies', verified.clean, verified.out + verified.err)
  removeFolder(folder)
}
