// bench/history.svg: how the key figures went from run to run. One small panel for each.
import { shown } from './figures.mjs'

const panels = [
  ['holds_256', 'Durable holds over HTTP, c=256 (per second)'],
  ['holds_of_nginx', 'The same, as a share of nginx static'],
  ['holds_of_postgres', 'The same, times PostgreSQL (one statement)'],
  ['search_of_nginx', 'Search, as a share of nginx static'],
  ['purchases', 'Purchases: hold, pay, ticket (per second)'],
  ['pipeline_1024', 'In process, 1,024 in flight (holds per second)'],
]
const [width, height, columns] = [420, 220, 2]
const plot = { left: 70, right: 16, top: 34, bottom: 40 }

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

// A round number not below the greatest: 1, 2 or 5 times a power of ten.
function ceiling(greatest) {
  const power = 10 ** Math.floor(Math.log10(greatest || 1))
  return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= greatest)
}

function panel([key, title], runs, index) {
  const shownRuns = runs.filter((run) => Number.isFinite(run.figures[key]))
  const top = ceiling(Math.max(...shownRuns.map((run) => run.figures[key]), 0))
  const inner = { width: width - plot.left - plot.right, height: height - plot.top - plot.bottom }
  const x = (i) => plot.left + (shownRuns.length < 2 ? inner.width / 2 : (i * inner.width) / (shownRuns.length - 1))
  const y = (value) => plot.top + inner.height * (1 - value / top)
  const parts = [`<text x="${plot.left}" y="20" font-weight="bold">${escaped(title)}</text>`]
  for (const share of [0, 0.5, 1]) {
    const at = y(top * share).toFixed(1)
    parts.push(`<line x1="${plot.left}" x2="${width - plot.right}" y1="${at}" y2="${at}" stroke="#ddd"/>`)
    parts.push(`<text x="${plot.left - 8}" y="${Number(at) + 4}" text-anchor="end">${shown(top * share)}</text>`)
  }
  const points = shownRuns.map((run, i) => [x(i), y(run.figures[key])])
  parts.push(`<polyline fill="none" stroke="#1b6ec2" stroke-width="1.5" points="${points.map((p) => p.map((n) => n.toFixed(1)).join(',')).join(' ')}"/>`)
  shownRuns.forEach((run, i) => {
    const [px, py] = points[i]
    const label = `${run.date.slice(0, 16)} ${run.commit}: ${shown(run.figures[key])}${run.quick ? ' (quick)' : ''}${run.busy ? ' (machine busy)' : ''}`
    const solid = !run.quick && !run.busy
    parts.push(`<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="3.5" fill="${solid ? '#1b6ec2' : '#fff'}" stroke="#1b6ec2"><title>${escaped(label)}</title></circle>`)
  })
  const ends = shownRuns.length > 1 ? [0, shownRuns.length - 1] : shownRuns.length === 1 ? [0] : []
  for (const i of ends) {
    const anchor = ends.length === 1 ? 'middle' : i === 0 ? 'start' : 'end'
    parts.push(`<text x="${x(i).toFixed(1)}" y="${height - 18}" text-anchor="${anchor}">${shownRuns[i].date.slice(0, 10)} ${escaped(shownRuns[i].commit)}</text>`)
  }
  return `<g transform="translate(${(index % columns) * width},${Math.floor(index / columns) * height})">${parts.join('')}</g>`
}

export function chart(runs) {
  const rows = Math.ceil(panels.length / columns)
  const size = [columns * width, rows * height + 24]
  const note = 'One point a run, oldest left. Hollow: a quick run, or one on a busy machine. Rivals ran in the same minutes.'
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size[0]}" height="${size[1]}" viewBox="0 0 ${size.join(' ')}" font-family="sans-serif" font-size="11" fill="#333">
<rect width="100%" height="100%" fill="#fff"/>
${panels.map((each, i) => panel(each, runs, i)).join('\n')}
<text x="16" y="${size[1] - 8}">${escaped(note)}</text>
</svg>
`
}
