// What the server acknowledged, kept outside it: which seats each answered order has on which stretch.
export class Ledger {
  constructor(stations) {
    this.position = new Map(stations.map((code, i) => [code, i]))
    this.orders = new Map() // order id -> {token, status, tickets}
  }

  acknowledged(token, answer) {
    const known = this.orders.get(answer.order_id)
    this.orders.set(answer.order_id, { token, status: answer.status, tickets: answer.tickets, paid: known?.paid || answer.status === 'TICKETED' })
  }

  // Seats that two living orders both hold on one segment.
  doubles(statuses = new Set(['RESERVED', 'TICKETED'])) {
    const owner = new Map()
    const doubles = []
    for (const [id, order] of this.orders) {
      if (!statuses.has(order.status)) continue
      for (const ticket of order.tickets) {
        const from = this.position.get(ticket.from.code ?? ticket.from)
        const to = this.position.get(ticket.to.code ?? ticket.to)
        for (let segment = from; segment < to; ++segment) {
          const place = `${ticket.departure_id} ${ticket.coach}-${ticket.seat} ${segment}`
          if (owner.has(place)) doubles.push(`${place}: ${owner.get(place)} and ${id}`)
          owner.set(place, id)
        }
      }
    }
    return doubles
  }

  // Asks the server for every acknowledged order; what is missing or changed behind the buyer's back.
  async lost(client) {
    const lost = []
    const entries = [...this.orders]
    const ask = async ([id, order]) => {
      const now = await client.call('GET', `/api/v1/orders/${id}`, { token: order.token })
      const seats = (tickets) => tickets.map((t) => `${t.coach}-${t.seat}`).join(',')
      if (now.status !== 200) lost.push(`${id}: ${now.status}`)
      else if (order.paid && now.body.status !== 'TICKETED') lost.push(`${id}: paid, but ${now.body.status}`)
      else if (seats(now.body.tickets) !== seats(order.tickets)) lost.push(`${id}: other seats`)
    }
    for (let i = 0; i < entries.length; i += 64) await Promise.all(entries.slice(i, i + 64).map(ask))
    return lost
  }
}
