import { get, getText, post, remove, url } from './client'
import type {
  Departure, Journey, NewAccount, NewOrder, NewSession, Order, SeatMap, Session, Settings, Station,
} from './types'

interface Stretch {
  from: string
  to: string
}

export const api = {
  settings: () => get<Settings>('/settings'),
  stations: (q: string, signal?: AbortSignal) =>
    get<{ stations: Station[] }>('/stations', { q, limit: 8 }, signal).then(({ stations }) => stations),
  journeys: (query: Stretch & { date: string }, signal?: AbortSignal) =>
    get<{ journeys: Journey[] }>('/journeys', { ...query }, signal).then(({ journeys }) => journeys),
  departure: (id: string) => get<Departure>(`/departures/${segment(id)}`),
  seats: (id: string, query: Stretch & { class: string }) =>
    get<SeatMap>(`/departures/${segment(id)}/seats`, { ...query }),
  availabilityUrl: (id: string, query: Stretch) => url(`/departures/${segment(id)}/availability`, { ...query }),

  register: (account: NewAccount, key: string) => post<{ account_id: string }>('/accounts', account, key),
  signIn: (credentials: NewSession) => post<Session>('/sessions', credentials),
  signOut: () => remove('/sessions'),

  createOrder: (order: NewOrder, key: string) => post<Order>('/orders', order, key),
  orders: (cursor?: string) =>
    get<{ orders: Order[]; next_cursor: string | null }>('/orders', { cursor, limit: 10 }),
  order: (id: string) => get<Order>(`/orders/${segment(id)}`),
  pay: (id: string, key: string) => post<Order>(`/orders/${segment(id)}/payments`, { method: 'sandbox' }, key),
  cancel: (id: string, key: string) => post<Order>(`/orders/${segment(id)}/cancel`, {}, key),
  refund: (id: string, ticketIds: string[], key: string) =>
    post<Order>(`/orders/${segment(id)}/refunds`, { ticket_ids: ticketIds }, key),
  ticketQr: (id: string, n: number) => getText(`/orders/${segment(id)}/tickets/${n}/qr.svg`),
}

const segment = encodeURIComponent
