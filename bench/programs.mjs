// Programs that a run starts: all end with it, whatever happens, and their folder goes with them.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const running = new Set()
export const folder = mkdtempSync(join(process.env.BENCH_TMPDIR ?? tmpdir(), 'chepiao-bench-'))
chmodSync(folder, 0o755) // PostgreSQL runs as another user when we are root

function cleanUp() {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}
process.on('exit', cleanUp)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130))

// Its output, once it has ended well; throws otherwise.
export function run(program, args, options = {}) {
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options })
  if (done.error) throw done.error
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.status}\n${done.stdout}${done.stderr}`)
  return done.stdout
}

// The same without blocking this process.
export async function finish(program, args, options = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  running.add(child)
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  const [code] = await once(child, 'close')
  running.delete(child)
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: ${code}\n${out}${err}`)
  return out
}

// A server in the background.
export function start(program, args, options = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  running.add(child)
  const server = { child, output: '', pid: child.pid }
  const gather = (chunk) => (server.output = (server.output + chunk).slice(-100_000))
  child.stdout.on('data', gather)
  child.stderr.on('data', gather)
  server.ended = once(child, 'exit').then(([code, signal]) => {
    running.delete(child)
    return { code, signal }
  })
  server.stop = async (signal = 'SIGTERM') => {
    child.kill(signal)
    return server.ended
  }
  return server
}

const connects = (where) =>
  new Promise((resolve) => {
    const socket = net.connect(where)
    socket.once('connect', () => (socket.destroy(), resolve(true)))
    socket.once('error', () => resolve(false))
  })

// Until somebody listens there ({port, host} or {path}).
export async function listening(server, where) {
  const deadline = performance.now() + 60_000
  while (!(await connects(where))) {
    const ended = await Promise.race([server.ended, new Promise((next) => setTimeout(next, 50))])
    if (ended) throw new Error(`it ended: ${server.output}`)
    if (performance.now() > deadline) throw new Error(`it does not listen: ${server.output}`)
  }
}

export function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
