// Runs the component tests and closes with the one line that ./dev test adds up.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const report = join(mkdtempSync(join(tmpdir(), 'vitest-')), 'report.json')
const run = spawnSync('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile=${report}`], {
  cwd: new URL('../web', import.meta.url).pathname,
  stdio: 'inherit',
})
const { numPassedTests, numFailedTests, numFailedTestSuites, success } = JSON.parse(readFileSync(report, 'utf8'))
const failed = numFailedTests + (numFailedTests === 0 && (!success || run.status !== 0) ? Math.max(1, numFailedTestSuites) : 0)
console.log(`${numPassedTests} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
