// Wrong and hostile requests: the right status and code each, never a 500, nothing lost.
import net from 'node:net'
import { Client, day, departureOn, order } from './client.mjs'
import { importLine, newFolder, removeFolder, Server } from './server.mjs'

export const title = 'bad input: the right answer to every wrong request'

// Sends bytes as they are; what came back until the server closed or `patience` ran out.
function raw(port, bytes, patience = 20_000) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    let text = ''
    const done = (closed) => {
      socket.destroy()
      resolve({ status: Number(text.match(/^HTTP\/1\.1 (\d+)/)?.[1] ?? 0), text, closed })
    }
    socket.setTimeout(patience, () => done(false))
    socket.on('data', (part) => (text += part))
    socket.on('close', () => done(true))
    socket.on('error', () => done(true))
    socket.write(bytes)
  })
}

const smuggled = {
  'content length twice': 'POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
  'chunked and length': 'POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n',
  'unknown transfer encoding': 'POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
  'gzip and length': 'POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello',
  'chunked in 1.0': 'POST /api/v1/sessions HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'two hosts': 'GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
  'no host': 'GET /healthz HTTP/1.1\r\n\r\n',
  'folded header': 'GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n',
  'space before colon': 'GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\n',
  'bare line feed': 'GET /healthz HTTP/1.1\nHost: a\n\n',
  'null in a header': 'GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: b\0c\r\n\r\n',
  'negative length': 'POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n',
  'not HTTP': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n',
}

export async function drill(check) {
  const folder = newFolder('bad')
  importLine(folder, { seats: 100 })
  const server = new Server(`${folder}/data`, '--unpaid-orders-per-account', '1000', '--open-orders-per-account', '1000')
  await server.start()
  const client = new Client(server.port)
  const mine = await client.signIn('mine')
  const other = await client.signIn('other')
  const departure = (await departureOn(client, 'S0', 'S4', day(1))).id
  const held = await client.hold(mine, order(departure, 'S0', 'S4', 1))
  const expect = (name, answer, status, code) =>
    check(`${name}: ${status} ${code ?? ''}`, answer.status === status && (!code || answer.body?.code === code), `${answer.status} ${answer.text}`)

  const post = (body, key = Math.random().toString(36), token = mine) => client.call('POST', '/api/v1/orders', { body, key, token })
  const good = order(departure, 'S0', 'S4', 2)
  const change = (edit) => { const copy = structuredClone(good); edit(copy); return copy }
  expect('not JSON', await post('{"legs": ['), 400, 'malformed_json')
  expect('an array for an object', await post('[]'), 422, 'invalid_field')
  expect('a number for a name', await post(change((o) => (o.passengers[0].name = 7))), 422, 'invalid_field')
  expect('no passengers', await post(change((o) => (o.passengers = []))), 422, 'invalid_field')
  expect('deep nesting', await post('['.repeat(10_000) + ']'.repeat(10_000)), 400, 'malformed_json')
  expect('a wrong document', await post(change((o) => Object.assign(o.passengers[0], { document_type: 'resident_id', document_number: '110105194912310021' }))), 422, 'invalid_field')
  expect('unknown station', await post(change((o) => (o.legs[0].to = 'NOPE'))), 404, 'unknown_station')
  expect('unknown departure', await post(change((o) => (o.legs[0].departure_id = '999999-20261122'))), 404, 'unknown_departure')
  expect('unknown class', await post(change((o) => (o.legs[0].class = 'throne'))), 404, 'unknown_class')
  expect('stations the wrong way round', await post(change((o) => Object.assign(o.legs[0], { from: 'S4', to: 'S0' }))), 409, 'not_served')
  expect('unknown station in a search', await client.call('GET', `/api/v1/journeys?from=NOPE&to=S1&date=${day(1)}`), 404, 'unknown_station')
  expect('a past date', await client.call('GET', `/api/v1/journeys?from=S0&to=S1&date=${day(-2)}`), 422, 'past_date')
  expect('a date that is none', await client.call('GET', '/api/v1/journeys?from=S0&to=S1&date=2026-02-30'), 422, 'invalid_field')
  expect('nobody signed in', await post(good, 'k1', null), 401, 'unauthenticated')
  expect('a made-up token', await post(good, 'k1', 'x'.repeat(43)), 401, 'unauthenticated')
  expect('no key', await client.call('POST', '/api/v1/orders', { body: good, token: mine }), 400, 'missing_idempotency_key')
  expect("another's order", await client.call('GET', `/api/v1/orders/${held.body.order_id}`, { token: other }), 404, 'unknown_order')
  expect("paying another's order", await client.pay(other, held.body.order_id), 404, 'unknown_order')
  expect('an order that never was', await client.call('GET', `/api/v1/orders/${'0'.repeat(32)}`, { token: mine }), 404, 'unknown_order')
  expect('no such path', await client.call('GET', '/api/v1/nothing'), 404, 'not_found')
  expect('wrong method', await client.call('DELETE', '/api/v1/stations'), 405, 'method_not_allowed')

  const first = await client.hold(mine, order(departure, 'S0', 'S4', 3), 'one-key')
  const again = await client.hold(mine, order(departure, 'S0', 'S4', 3), 'one-key')
  check('the same key and body: the same answer', first.status === 201 && again.status === 201 && first.text === again.text && again.headers['idempotency-replayed'] === 'true', again.text)
  expect('the same key and another body', await client.hold(mine, order(departure, 'S0', 'S3', 3), 'one-key'), 422, 'idempotency_key_reused')

  const soldOut = []
  for (let i = 0; i < 98; ++i) soldOut.push(await client.hold(mine, order(departure, 'S0', 'S4', 100 + i)))
  check('the last 98 seats go', soldOut.every((a) => a.status === 201))
  expect('sold out', await client.hold(mine, order(departure, 'S0', 'S4', 900)), 409, 'sold_out')

  for (const [name, bytes] of Object.entries(smuggled)) {
    const answer = await raw(server.port, bytes, 5_000)
    check(`${name}: 400 and closed`, (answer.status === 400 || answer.status === 0) && answer.closed, answer.text)
  }
  const huge = await raw(server.port, 'POST /api/v1/orders HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n' + 'x'.repeat(100_000), 10_000)
  check('a body of 1 GB: 413 and closed', huge.status === 413 && huge.closed, huge.text)
  const wide = await raw(server.port, `GET /healthz HTTP/1.1\r\nHost: a\r\nX-Wide: ${'w'.repeat(20_000)}\r\n\r\n`, 10_000)
  check('headers of 20 KB: 431', wide.status === 431, wide.text)
  const slow = await raw(server.port, 'GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ', 20_000)
  check('headers that never end: 408 and closed', slow.status === 408 && slow.closed, slow.text)

  check('it still sells', (await client.call('GET', `/api/v1/orders/${held.body.order_id}`, { token: mine })).status === 200)
  client.close()
  check('it stops cleanly', (await server.stop()).code === 0)
  check('the journal verifies', server.verify().clean)
  removeFolder(folder)
}
