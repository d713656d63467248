import { computed, ref } from 'vue'
import { defineStore } from 'pinia'
import { api } from '@/api/endpoints'
import { connectSession } from '@/api/client'
import { serverNow } from '@/api/clock'
import type { NewAccount, NewSession } from '@/api/types'

interface SignedIn {
  username: string
  token: string
  expiresAt: string
}

const storageKey = 'chepiao.session'

export const useSessionStore = defineStore('session', () => {
  const current = ref<SignedIn | undefined>(remembered())
  const username = computed(() => current.value?.username)
  const signedIn = computed(() => current.value !== undefined)

  function set(next: SignedIn | undefined) {
    current.value = next
    if (next) localStorage.setItem(storageKey, JSON.stringify(next))
    else localStorage.removeItem(storageKey)
  }

  async function signIn(credentials: NewSession) {
    const { token, expires_at } = await api.signIn(credentials)
    set({ username: credentials.username, token, expiresAt: expires_at })
  }

  async function register(account: NewAccount, key: string) {
    await api.register(account, key)
    await signIn({ username: account.username, password: account.password })
  }

  async function signOut() {
    // The token is forgotten here whether or not the server could be told.
    await api.signOut().catch(() => undefined)
    set(undefined)
  }

  connectSession(
    () => current.value?.token,
    () => set(undefined),
  )

  return { username, signedIn, signIn, register, signOut }
})

function remembered(): SignedIn | undefined {
  try {
    const stored = JSON.parse(localStorage.getItem(storageKey) ?? 'null') as SignedIn | null
    if (stored?.token && Date.parse(stored.expiresAt) > serverNow()) return stored
  } catch {
    // Unreadable: as if nothing were stored.
  }
  return undefined
}
