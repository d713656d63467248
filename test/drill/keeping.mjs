// Backup while selling, restore, rebuild, and a re-import that must not move a sold seat.
import { mkdirSync, writeFileSync } from 'node:fs'
import { Client, day, departureOn, order } from './client.mjs'
import { importLine, newFolder, removeFolder, run, Server, writeLine } from './server.mjs'

export const title = 'keeping: backup, restore, rebuild and re-import keep every sold seat'

export async function drill(check) {
  const folder = newFolder('keeping')
  const data = `${folder}/data`
  importLine(folder, { seats: 600 })
  const server = new Server(data)
  await server.start()
  const client = new Client(server.port)
  const token = await client.signIn('keeper')
  const departure = await departureOn(client, 'S0', 'S4', day(1))
  const held = await client.hold(token, order(departure.id, 'S0', 'S4', 1))
  const paid = await client.pay(token, held.body.order_id)
  check('one ticket is sold', paid.status === 200 && paid.body.status === 'TICKETED', paid.text)

  const saved = run('backup', `${folder}/saved`, '--data', data)
  check('a backup works while the server sells', saved.code === 0, saved.out + saved.err)
  check('a backup does not overwrite', run('backup', `${folder}/saved`, '--data', data).code === 1)
  check('a second server is refused', run('serve', '--data', data, '--listen', '127.0.0.1:0').code === 1)
  check('an import is refused while the server works', run('import', 'native', `${folder}/feed`, '--data', data).code === 1)
  client.close()
  await server.stop()

  check('the same timetable again is fine', run('import', 'native', `${folder}/feed`, '--data', data).code === 0)
  writeLine(`${folder}/smaller`, { seats: 500 })
  const smaller = run('import', 'native', `${folder}/smaller`, '--data', data, '--json')
  check('one with other seats is refused, with the conflict', smaller.code === 4 && JSON.parse(smaller.out).conflicts?.[0]?.departure_id === departure.id, smaller.out + smaller.err)
  mkdirSync(`${folder}/empty`)
  writeFileSync(`${folder}/empty/network.toml`, 'name = "x"\ncurrency = "CNY"\nzone = "Asia/Shanghai"\n')
  const empty = run('import', 'native', `${folder}/empty`, '--data', data, '--json')
  check('one without anything usable ends with 3', empty.code === 3, `${empty.code} ${empty.out}${empty.err}`)
  check('wrong usage ends with 2', run('import', 'gtfs').code === 2)

  const restored = run('restore', `${folder}/saved`, '--data', `${folder}/again`)
  check('the backup is restored', restored.code === 0, restored.out + restored.err)
  check('but not over something', run('restore', `${folder}/saved`, '--data', data).code === 1)
  const rebuilt = run('rebuild', '--data', `${folder}/again`)
  check('its order store is made again', rebuilt.code === 0, rebuilt.out + rebuilt.err)
  const second = new Server(`${folder}/again`)
  await second.start()
  const client2 = new Client(second.port)
  const session = await client2.call('POST', '/api/v1/sessions', { body: { username: 'keeper', password: 'drill-password-1' } })
  const found = await client2.call('GET', `/api/v1/orders/${held.body.order_id}`, { token: session.body?.token })
  check('the ticket is there, with its name and seat', found.status === 200 && JSON.stringify(found.body.tickets) === JSON.stringify(paid.body.tickets), found.text)
  const listed = await client2.call('GET', '/api/v1/orders', { token: session.body?.token })
  check('and in the list', listed.body?.orders?.length === 1, listed.text)
  const next = await client2.hold(session.body?.token, order(departure.id, 'S0', 'S4', 2, [{ coach: paid.body.tickets[0].coach, seat: paid.body.tickets[0].seat }]))
  check('its seat is not sold again', next.status === 409 && next.body.code === 'seat_taken', next.text)
  client2.close()
  await second.stop()
  check('the restored journal verifies', second.verify().clean)
  removeFolder(folder)
}
