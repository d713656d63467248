// Start-up after one million events, with a snapshot.
import { spawnSync } from 'node:child_process'
import { importLine, newFolder, program, removeFolder, Server } from './server.mjs'

export const title = 'startup: ready in under two seconds after one million events'

export async function drill(check, { short }) {
  const events = short ? 100_000 : 1_000_000
  const folder = newFolder('startup')
  importLine(folder, { seats: 6_000, stations: 12 })
  const filled = spawnSync(`${program}_bench`, ['fill', '--data', `${folder}/data`, '--events', String(events)], { encoding: 'utf8' })
  check(`${events} events are in the journal`, filled.status === 0, `${filled.stdout}${filled.stderr}`)
  console.log(`    ${filled.stdout.trim()}`)
  const server = new Server(`${folder}/data`)
  await server.start()
  console.log(`    ready after ${Math.round(server.readyAfter)} ms`)
  check('ready in under two seconds with a snapshot', server.readyAfter < 2_000, `${server.readyAfter} ms`)
  await server.kill()
  const again = new Server(`${folder}/data`)
  await again.start()
  check('and again after kill -9', again.readyAfter < 2_000, `${again.readyAfter} ms`)
  await again.stop()
  check('the journal verifies', again.verify().clean)
  removeFolder(folder)
}
