// A crowd on one departure: exactly the seats there are, none twice, everyone answered.
import { Client, day, departureOn, order } from './client.mjs'
import { Ledger } from './ledger.mjs'
import { importLine, newFolder, removeFolder, Server } from './server.mjs'

export const title = 'crowd: 1,000 clients at once want one of 600 seats'

export async function drill(check, { short }) {
  const folder = newFolder('crowd')
  importLine(folder, { seats: 600 })
  const server = new Server(`${folder}/data`, '--unpaid-orders-per-account', '100000', '--open-orders-per-account', '1000000')
  await server.start()
  const client = new Client(server.port, 1000)
  const accounts = short ? 2 : 10
  const tokens = []
  for (let i = 0; i < accounts; ++i) tokens.push(await client.signIn(`crowd${i}`))
  const departure = await departureOn(client, 'S0', 'S4', day(1))
  check('600 seats are on sale', departure.available === 600)

  const ledger = new Ledger(['S0', 'S1', 'S2', 'S3', 'S4'])
  const answers = await Promise.all(
    Array.from({ length: 1000 }, async (_, i) => {
      const token = tokens[i % accounts]
      const answer = await client.hold(token, order(departure.id, 'S0', 'S4', i))
      if (answer.status === 201) ledger.acknowledged(token, answer.body)
      return answer
    }),
  )
  const count = (status, code) => answers.filter((a) => a.status === status && (!code || a.body?.code === code)).length
  check('everyone is answered: 600 held, 400 sold out', count(201) === 600 && count(409, 'sold_out') === 400,
    `${count(201)} held, ${count(409, 'sold_out')} sold out, others ${answers.filter((a) => a.status !== 201 && a.status !== 409).map((a) => a.status)}`)
  check('no seat twice', ledger.doubles().length === 0, ledger.doubles()[0])
  check('nothing is left', (await departureOn(client, 'S0', 'S4', day(1))).available === 0)
  client.close()
  const ended = await server.stop()
  check('it stops cleanly', ended.code === 0, JSON.stringify(ended))
  const verified = server.verify()
  check('the journal verifies', verified.clean, verified.out + verified.err)
  removeFolder(folder)
}
