// A buyer's HTTP client: JSON, keep-alive, a key for each action, and nothing of the server's code.
import http from 'node:http'
import { randomUUID } from 'node:crypto'

export class Client {
  constructor(port, sockets = 64) {
    this.port = port
    this.agent = new http.Agent({ keepAlive: true, maxSockets: sockets })
  }

  // {status, headers, body}; throws when the connection breaks.
  call(method, path, { body, token, key, headers = {}, timeout = 30_000 } = {}) {
    const payload = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const request = http.request({
        host: '127.0.0.1', port: this.port, method, path, agent: this.agent, timeout,
        headers: {
          ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(key ? { 'idempotency-key': key } : {}),
          ...headers,
        },
      })
      request.on('error', reject)
      request.on('timeout', () => request.destroy(new Error('no answer in time')))
      request.on('response', (response) => {
        const parts = []
        response.on('data', (part) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8')
          const json = (response.headers['content-type'] ?? '').includes('json')
          resolve({ status: response.statusCode, headers: response.headers, text, body: json && text ? JSON.parse(text) : undefined })
        })
      })
      request.end(payload)
    })
  }

  close() {
    this.agent.destroy()
  }

  async signIn(username, password = 'drill-password-1') {
    const account = await this.call('POST', '/api/v1/accounts', {
      body: { username, password, email: `${username}@example.org` }, key: `account-${username}`,
    })
    if (account.status !== 201 && account.body?.code !== 'username_taken') throw new Error(`account: ${account.status} ${account.text}`)
    const session = await this.call('POST', '/api/v1/sessions', { body: { username, password } })
    if (session.status !== 201) throw new Error(`session: ${session.status} ${session.text}`)
    return session.body.token
  }

  hold(token, order, key = randomUUID()) {
    return this.call('POST', '/api/v1/orders', { body: order, token, key })
  }

  pay(token, orderId, key = randomUUID()) {
    return this.call('POST', `/api/v1/orders/${orderId}/payments`, { body: { method: 'sandbox' }, token, key })
  }
}

export const day = (offset) =>
  new Date(Date.now() + 8 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10)

export const traveller = (n) => ({ name: `旅客 ${n}`, document_type: 'passport', document_number: `E${String(10_000_000 + n)}`, type: 'adult' })

export const order = (departure, from, to, n, seats) => ({
  legs: [{ departure_id: departure, from, to, class: 'second', ...(seats ? { seats } : {}) }],
  passengers: [traveller(n)],
})

// The drill line's only departure on a day.
export async function departureOn(client, from, to, date) {
  const found = await client.call('GET', `/api/v1/journeys?from=${from}&to=${to}&date=${date}`)
  if (found.status !== 200 || found.body.journeys.length !== 1) throw new Error(`journeys: ${found.status} ${found.text}`)
  const leg = found.body.journeys[0].legs[0]
  return { id: leg.departure_id, available: found.body.journeys[0].classes[0].available }
}
