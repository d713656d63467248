// Lints openapi/chepiao.json: references resolve, operations are named once, say what they refuse, and what
// changes something asks for an Idempotency-Key.
import { readFileSync } from 'node:fs'

const file = new URL('../openapi/chepiao.json', import.meta.url)
const api = JSON.parse(readFileSync(file, 'utf8'))
const problems = []
const complain = (where, what) => problems.push(`${where}: ${what}`)

const resolve = (ref) => ref.replace(/^#\//, '').split('/').reduce((node, key) => node?.[key.replaceAll('~1', '/')], api)
const walk = (node, where) => {
  if (node === null || typeof node !== 'object') return
  if (typeof node.$ref === 'string' && resolve(node.$ref) === undefined) complain(where, `${node.$ref} does not exist`)
  for (const [key, value] of Object.entries(node)) walk(value, `${where}/${key}`)
}

if (!String(api.openapi).startsWith('3.1.')) complain('openapi', 'is not 3.1')
walk(api, '#')

const seen = new Set()
for (const [path, item] of Object.entries(api.paths)) {
  for (const method of ['get', 'post', 'put', 'patch', 'delete']) {
    const operation = item[method]
    if (!operation) continue
    const where = `${method.toUpperCase()} ${path}`
    if (!operation.operationId) complain(where, 'has no operationId')
    if (seen.has(operation.operationId)) complain(where, `operationId ${operation.operationId} stands twice`)
    seen.add(operation.operationId)
    if (!operation.summary) complain(where, 'has no summary')
    const codes = Object.keys(operation.responses ?? {})
    if (!codes.some((c) => c.startsWith('2'))) complain(where, 'names no success')
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((p) => (p.$ref ? resolve(p.$ref) : p))
    for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
      if (!parameters.some((p) => p?.in === 'path' && p.name === name)) complain(where, `{${name}} is not described`)
    }
    const signsIn = path.endsWith('/sessions')
    if (method === 'post' && !signsIn && !parameters.some((p) => p?.name === 'Idempotency-Key')) {
      complain(where, 'changes something and asks for no Idempotency-Key')
    }
  }
}

for (const line of problems) console.error(line)
console.log(`openapi: ${seen.size} operations, ${problems.length} problems`)
process.exit(problems.length === 0 ? 0 : 1)
