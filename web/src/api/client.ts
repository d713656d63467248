import { noteServerDate } from './clock'
import { ApiError, networkProblem, problemOf, unexpectedProblem } from './problem'

type Query = Record<string, string | number | undefined>

interface Call {
  query?: Query
  body?: unknown
  // Present on everything that changes something; it makes sending again safe.
  key?: string
  signal?: AbortSignal
}

const root = '/api/v1'
const retryDelaysMs = [300, 900]

let token: () => string | undefined = () => undefined
let onUnauthenticated = () => {}

// The session store gives the token and is told when the API no longer takes it.
export function connectSession(read: () => string | undefined, forget: () => void) {
  token = read
  onUnauthenticated = forget
}

export const get = <Result>(path: string, query?: Query, signal?: AbortSignal) =>
  json<Result>('GET', path, { query, signal })

export const post = <Result>(path: string, body: unknown, key?: string) => json<Result>('POST', path, { body, key })

export async function getText(path: string): Promise<string> {
  return read((await send('GET', path, {})).text())
}

export async function remove(path: string): Promise<void> {
  await send('DELETE', path, {})
}

export function url(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter((pair): pair is [string, string | number] => pair[1] !== undefined && pair[1] !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
  return root + path + (given.length ? `?${search}` : '')
}

async function json<Result>(method: string, path: string, call: Call): Promise<Result> {
  const response = await send(method, path, call)
  if (response.status === 204) return undefined as Result
  return read(response.json() as Promise<Result>, call.signal)
}

// A body can break off, or be no JSON, after good headers.
async function read<Body>(body: Promise<Body>, signal?: AbortSignal): Promise<Body> {
  try {
    return await body
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(error instanceof SyntaxError ? unexpectedProblem : networkProblem)
  }
}

async function send(method: string, path: string, call: Call): Promise<Response> {
  const response = await reach(url(path, call.query), request(method, call), method === 'GET' || call.key !== undefined)
  noteServerDate(response.headers.get('date'))
  if (response.ok) return response
  const problem = await problemOf(response)
  if (problem.code === 'unauthenticated') onUnauthenticated()
  throw new ApiError(problem)
}

function request(method: string, { body, key, signal }: Call): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json' }
  const bearer = token()
  if (bearer) headers['authorization'] = `Bearer ${bearer}`
  if (key) headers['idempotency-key'] = key
  if (body !== undefined) headers['content-type'] = 'application/json'
  return { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) }
}

async function reach(address: string, init: RequestInit, repeatable: boolean): Promise<Response> {
  for (let attempt = 0; ; ++attempt) {
    const delay = repeatable ? retryDelaysMs[attempt] : undefined
    try {
      const response = await fetch(address, init)
      if (response.status !== 503 || delay === undefined) return response
    } catch (error) {
      if (init.signal?.aborted) throw error
      if (delay === undefined) throw new ApiError(networkProblem)
    }
    await new Promise((resolve) => setTimeout(resolve, delay))
  }
}
