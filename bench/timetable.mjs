// Made-up timetables in the program's own format.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const clock = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`

// Sixteen coaches, three classes, 1,190 seats: the long train of the busiest lines.
const formations = `default = "long"

[[class]]
code = "second"
zh = "二等座"
en = "Second class"

[[class]]
code = "first"
zh = "一等座"
en = "First class"

[[class]]
code = "business"
zh = "商务座"
en = "Business class"

[[coach]]
type = "D"
blocks = [{ class = "second", letters = "ABC-DF", rows = 16 }]

[[coach]]
type = "Y"
blocks = [{ class = "first", letters = "AC-DF", rows = 13 }]

[[coach]]
type = "B"
blocks = [{ class = "business", letters = "AC-F", rows = 8 }]

[[formation]]
name = "long"
coaches = [${['B', 'Y', ...Array(13).fill('D'), 'Y'].map((t) => `"${t}"`).join(', ')}]
`

// `lines` lines with stations of their own; on each `services` trains a day, which call at `stations` stations,
// between 06:00 and 23:00. A line's ends are line(n, stations).
export function writeTimetable(folder, { lines, services, stations }) {
  mkdirSync(folder, { recursive: true })
  const put = (name, rows) => writeFileSync(join(folder, name), `${rows.join('\n')}\n`)
  const stationRows = ['code,name,pinyin,initials,city']
  const serviceRows = ['key,numbers,kind,formation,days']
  const stopRows = ['key,sequence,station,arrive,depart,km']
  for (let line = 0; line < lines; ++line) {
    for (let s = 0; s < stations; ++s) stationRows.push(`L${line}S${s},Line ${line} stop ${s},l${line}s${s},l,`)
    for (let train = 0; train < services; ++train) {
      const key = `T${line}x${train}`
      const start = 6 * 60 + Math.floor((train * 17 * 60) / services)
      serviceRows.push(`${key},${key},G,long,daily`)
      for (let s = 0; s < stations; ++s) {
        const arrive = s === 0 ? '' : clock(start + s * 20)
        const depart = s === stations - 1 ? '' : clock(start + s * 20 + 2)
        stopRows.push(`${key},${s + 1},L${line}S${s},${arrive},${depart},${s * 80}`)
      }
    }
  }
  put('network.toml', ['name = "Benchmark lines (made up)"', 'currency = "CNY"', 'zone = "Asia/Shanghai"'])
  put('stations.csv', stationRows)
  put('services.csv', serviceRows)
  put('stops.csv', stopRows)
  put('rates.csv', ['kind,class,minor_per_1000_km,minimum', ',second,46000,1000', ',first,74000,1500', ',business,145000,3000'])
  put('passengers.csv', ['type,percent', 'adult,100', 'child,50', 'student,75', 'disabled,50'])
  writeFileSync(join(folder, 'formations.toml'), formations)
}

export const line = (n, stations) => `L${n}S0,L${n}S${stations - 1}`
