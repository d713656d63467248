// Writes src/api/schema.d.ts from the HTTP contract; with --check only tells whether it is stale.
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const contract = new URL('../../openapi/chepiao.json', import.meta.url)
const target = new URL('../src/api/schema.d.ts', import.meta.url)

const generated = '// Generated from openapi/chepiao.json by `npm run generate:api`.\n\n'
  + astToString(await openapiTS(contract, { alphabetize: true }))

if (process.argv.includes('--check')) {
  const committed = await readFile(target, 'utf8').catch(() => '')
  if (committed !== generated) {
    console.error('src/api/schema.d.ts is stale: run `npm run generate:api`')
    process.exit(1)
  }
  console.log('src/api/schema.d.ts matches openapi/chepiao.json')
} else {
  await writeFile(target, generated)
}
