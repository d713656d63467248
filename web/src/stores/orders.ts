import { reactive, ref } from 'vue'
import { defineStore } from 'pinia'
import { api } from '@/api/endpoints'
import type { NewOrder, Order } from '@/api/types'

// One reactive order per id, wherever it is shown; the answer of every action replaces it.
export const useOrderStore = defineStore('orders', () => {
  const byId = reactive(new Map<string, Order>())
  const listed = ref<string[]>([])
  const nextCursor = ref<string | null>(null)

  function keep(order: Order): Order {
    byId.set(order.order_id, order)
    return order
  }

  async function loadFirst() {
    listed.value = []
    nextCursor.value = null
    await loadPage()
  }

  async function loadPage() {
    const page = await api.orders(nextCursor.value ?? undefined)
    const shown = new Set(listed.value)
    listed.value = [...listed.value, ...page.orders.map((o) => keep(o).order_id).filter((id) => !shown.has(id))]
    nextCursor.value = page.next_cursor
  }

  function clear() {
    byId.clear()
    listed.value = []
    nextCursor.value = null
  }

  return {
    byId,
    listed,
    nextCursor,
    loadFirst,
    loadPage,
    clear,
    load: async (id: string) => keep(await api.order(id)),
    create: async (order: NewOrder, key: string) => keep(await api.createOrder(order, key)),
    pay: async (id: string, key: string) => keep(await api.pay(id, key)),
    cancel: async (id: string, key: string) => keep(await api.cancel(id, key)),
    refund: async (id: string, tickets: string[], key: string) => keep(await api.refund(id, tickets, key)),
  }
})
