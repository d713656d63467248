// Planted bugs: each file of sim/mutants says what to change in one source of the product. A mutant is that
// source, changed and compiled by itself, linked with everything else of the simulator, which must find it.
//   node tools/mutants.mjs [NAME...] [--seeds N] [--jobs N]   build, play, write sim/mutants/found.md
//     --keep NAME,NAME   what these are found by, shrunk, becomes test/seeds/NAME.txt
//   node tools/mutants.mjs --check                                     only: is every anchor there exactly once?
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const folder = path.join(root, 'sim/mutants')
const build = path.join(root, 'build/mutants')
const wishesPerSeed = 200

const args = process.argv.slice(2)
const take = (name, otherwise) => {
  const at = args.indexOf(name)
  return at < 0 ? otherwise : args.splice(at, 2)[1]
}
const flag = (name) => {
  const at = args.indexOf(name)
  return at >= 0 && args.splice(at, 1).length > 0
}
const seeds = Number(take('--seeds', 20000))
const jobs = Number(take('--jobs', os.availableParallelism?.() ?? os.cpus().length))
const keep = take('--keep', '').split(',')
const onlyCheck = flag('--check')

// file PATH / breaks INVARIANTS / wrong SENTENCE, then pairs of "--- before" and "--- after".
function read(name) {
  const text = fs.readFileSync(path.join(folder, `${name}.txt`), 'utf8')
  const [head, ...parts] = text.split(/^--- before\n/m)
  const field = (key) => head.match(new RegExp(`^${key} (.*)$`, 'm'))?.[1] ?? ''
  const edits = parts.map((part) => {
    const [before, after] = part.split(/^--- after\n?/m)
    return { before: before.replace(/\n$/, ''), after: (after ?? '').replace(/\n$/, '') }
  })
  return { name, file: field('file'), breaks: field('breaks'), wrong: field('wrong'), edits }
}

function mutate(mutant) {
  let text = fs.readFileSync(path.join(root, mutant.file), 'utf8')
  for (const { before, after } of mutant.edits) {
    const times = text.split(before).length - 1
    if (times !== 1) {
      throw new Error(`${mutant.name}: its anchor is ${times} times in ${mutant.file}:\n${before}`)
    }
    text = text.replace(before, () => after)
  }
  return text
}

const all = fs
  .readdirSync(folder)
  .filter((f) => f.endsWith('.txt'))
  .map((f) => f.slice(0, -4))
  .sort()
for (const name of args) {
  if (!all.includes(name)) {
    console.error(`no mutant ${name}`)
    process.exit(2)
  }
}
const wanted = (args.length ? args : all).map(read)

function check() {
  let failed = 0
  for (const mutant of wanted) {
    try {
      if (!mutant.edits.length || !mutant.wrong || !mutant.breaks) throw new Error(`${mutant.name}: not whole`)
      mutate(mutant)
    } catch (error) {
      console.log(error.message)
      ++failed
    }
  }
  console.log(`${wanted.length - failed} passed, ${failed} failed`)
  return failed
}

if (onlyCheck) {
  process.exit(check() ? 1 : 0)
}
if (check()) {
  process.exit(1)
}

const run = (program, list, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(program, list, { cwd: build, ...options })
    let said = ''
    child.stdout.on('data', (data) => (said += data))
    child.stderr.on('data', (data) => (said += data))
    child.on('close', (status) => resolve({ status, said }))
  })
const shell = (command) => run('bash', ['-c', command])

console.log('building the simulator')
execFileSync('cmake', ['--preset', 'release', '-B', build, '-DCMAKE_UNITY_BUILD=OFF'], { cwd: root, stdio: 'ignore' })
const built = await run('ninja', ['chepiao_sim'])
if (built.status !== 0) {
  console.log(built.said.slice(-4000))
  process.exit(1)
}
const compiled = new Map(
  JSON.parse(fs.readFileSync(path.join(build, 'compile_commands.json'))).map((c) => [c.file, c.command])
)
const linkLine = execFileSync('ninja', ['-C', build, '-t', 'commands', 'chepiao_sim'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .at(-1)

async function make(mutant) {
  const place = path.join(build, 'mutant', mutant.name)
  fs.mkdirSync(place, { recursive: true })
  const source = path.join(place, path.basename(mutant.file))
  const object = `${source}.o`
  const program = path.join(place, 'sim')
  fs.writeFileSync(source, mutate(mutant))
  const original = path.join(root, mutant.file)
  const compile = compiled
    .get(original)
    .replace(/ -o \S+ -c \S+$/, ` -w -o ${object} -c ${source}`)
    .replace(' -Werror', '')
  const built = await shell(compile)
  if (built.status !== 0) throw new Error(`${mutant.name} does not compile:\n${built.said}`)
  // First among the objects, so that the library's own is not pulled in.
  const linked = await shell(linkLine.replace(/ -o chepiao_sim /, ` -o ${program} ${object} `))
  if (linked.status !== 0) throw new Error(`${mutant.name} does not link:\n${linked.said}`)
  return program
}

async function hunt(mutant) {
  const program = await make(mutant)
  const { status, said } = await run(program, ['--seeds', `1..${seeds}`, '--failures', '1', '--no-shrink'])
  const found = said.match(/^seed (\d+): (.*)$/m)
  if (keep.includes(mutant.name) && found) {
    const kept = await run(program, ['--seed', found[1], '--keep', path.join(build, 'mutant', mutant.name)])
    const story = path.join(build, 'mutant', mutant.name, `seed-${found[1]}.txt`)
    if (fs.existsSync(story)) {
      const text = fs.readFileSync(story, 'utf8').split('\n').slice(2).join('\n')
      const title = `# Found the planted bug "${mutant.wrong}"\n`
      fs.writeFileSync(path.join(root, 'test/seeds', `${mutant.name}.txt`), title + text)
    } else {
      console.log(kept.said)
    }
  }
  const story = path.join(root, 'test/seeds', `${mutant.name}.txt`)
  if (fs.existsSync(story) && (await run(program, ['--story', story])).status === 0) {
    throw new Error(`${mutant.name}: its story test/seeds/${mutant.name}.txt no longer shows it`)
  }
  fs.rmSync(program)
  return { mutant, seed: found ? Number(found[1]) : 0, how: found ? found[2] : `not found (exit ${status})` }
}

const results = []
const queue = [...wanted]
await Promise.all(
  Array.from({ length: jobs }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      let result
      try {
        result = await hunt(next)
      } catch (error) {
        result = { mutant: next, seed: 0, how: error.message }
      }
      results.push(result)
      console.log(`${result.seed ? `found by seed ${result.seed}` : 'NOT FOUND'}: ${next.name}: ${result.how}`)
    }
  })
)
results.sort((a, b) => a.mutant.name.localeCompare(b.mutant.name))
const missed = results.filter((r) => !r.seed)
const found = results.map((r) => r.seed).filter((n) => n > 0).sort((a, b) => a - b)

if (!args.length) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const cell = (text) => text.replaceAll('|', '\\|').replace(/\b[0-9a-f]{32}\b/g, '…')
  const page = [
    '# Planted bugs, and how soon the simulator finds them',
    '',
    'Each line is a bug planted in a copy of one source of the product (`sim/mutants/<name>.txt`), played with seeds 1, 2, 3 …',
    `of ${wishesPerSeed} wishes until one failed. Made by \`./dev mutants\` at ${commit}.`,
    '',
    `${found.length} of ${results.length} found; median ${found[Math.floor(found.length / 2)] ?? '-'} seeds, most ${found.at(-1) ?? '-'}.`,
    '',
    '| bug | in | breaks | seeds | wishes, at most | what was seen |',
    '|---|---|---|---:|---:|---|',
    ...results.map(
      (r) =>
        `| ${r.mutant.wrong} | ${r.mutant.file.replace('src/', '')} | ${r.mutant.breaks} | ${r.seed || 'not found'} | ` +
        `${r.seed ? r.seed * wishesPerSeed : ''} | ${cell(r.how.split('\n')[0])} |`
    ),
    ''
  ]
  fs.writeFileSync(path.join(folder, 'found.md'), page.join('\n'))
}
console.log(`${found.length} passed, ${missed.length} failed`)
process.exit(missed.length ? 1 : 0)
