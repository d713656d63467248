// Runs drills against the real program: `node test/drill/run.mjs [--short] [NAME...]`. Ends with one line.
import * as badInput from './bad-input.mjs'
import * as crowd from './crowd.mjs'
import * as disk from './disk.mjs'
import * as expiry from './expiry.mjs'
import * as history from './history.mjs'
import * as keeping from './keeping.mjs'
import * as kill from './kill.mjs'
import * as longRun from './long-run.mjs'
import * as overload from './overload.mjs'
import * as startup from './startup.mjs'

const drills = { crowd, keeping, kill, disk, expiry, 'bad-input': badInput, 'long-run': longRun, startup, history, overload }
const names = process.argv.slice(2).filter((a) => !a.startsWith('--'))
const short = process.argv.includes('--short')

let passed = 0
let failed = 0
for (const name of names.length ? names : Object.keys(drills)) {
  if (!drills[name]) {
    console.error(`no drill ${name}; there are ${Object.keys(drills).join(', ')}`)
    process.exit(2)
  }
  console.log(drills[name].title)
  const check = (what, holds, otherwise = '') => {
    if (holds) ++passed
    else ++failed
    console.log(`  ${holds ? 'ok    ' : 'FAILED'} ${what}${holds || !otherwise ? '' : `\n         ${otherwise}`}`)
  }
  try {
    await drills[name].drill(check, { short })
  } catch (error) {
    check(`${name} ran to its end`, false, error.stack)
  }
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
