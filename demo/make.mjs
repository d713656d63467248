// Writes the demo network: real stations and coach layouts, plausible services and fares of our own. A sample,
// not a timetable. `node demo/make.mjs` makes the CSV files beside this one; the same input gives the same files.
import { writeFileSync } from 'node:fs'

const here = (name) => new URL(name, import.meta.url)

// code, name, pinyin, city. Telecodes and names are public facts.
const stations = [
  ['VNP', '北京南', 'beijingnan', '北京'], ['BXP', '北京西', 'beijingxi', '北京'], ['IFP', '北京朝阳', 'beijingchaoyang', '北京'],
  ['BJP', '北京', 'beijing', '北京'], ['TIP', '天津南', 'tianjinnan', '天津'], ['TJP', '天津', 'tianjin', '天津'],
  ['JGK', '济南西', 'jinanxi', '济南'], ['JNK', '济南', 'jinan', '济南'], ['QAK', '曲阜东', 'qufudong', '曲阜'],
  ['UUH', '徐州东', 'xuzhoudong', '徐州'], ['XCH', '徐州', 'xuzhou', '徐州'], ['BMH', '蚌埠南', 'bengbunan', '蚌埠'],
  ['NKH', '南京南', 'nanjingnan', '南京'], ['NJH', '南京', 'nanjing', '南京'], ['ESH', '常州北', 'changzhoubei', '常州'],
  ['WGH', '无锡东', 'wuxidong', '无锡'], ['OHH', '苏州北', 'suzhoubei', '苏州'], ['SZH', '苏州', 'suzhou', '苏州'],
  ['AOH', '上海虹桥', 'shanghaihongqiao', '上海'], ['SHH', '上海', 'shanghai', '上海'], ['SJP', '石家庄', 'shijiazhuang', '石家庄'],
  ['ZAF', '郑州东', 'zhengzhoudong', '郑州'], ['ZZF', '郑州', 'zhengzhou', '郑州'], ['WHN', '武汉', 'wuhan', '武汉'],
  ['WCN', '武昌', 'wuchang', '武汉'], ['CWQ', '长沙南', 'changshanan', '长沙'], ['CSQ', '长沙', 'changsha', '长沙'],
  ['IZQ', '广州南', 'guangzhounan', '广州'], ['GZQ', '广州', 'guangzhou', '广州'], ['IOQ', '深圳北', 'shenzhenbei', '深圳'],
  ['HGH', '杭州东', 'hangzhoudong', '杭州'], ['NGH', '宁波', 'ningbo', '宁波'], ['VRH', '温州南', 'wenzhounan', '温州'],
  ['FYS', '福州南', 'fuzhounan', '福州'], ['XKS', '厦门北', 'xiamenbei', '厦门'], ['NXG', '南昌西', 'nanchangxi', '南昌'],
  ['KQW', '贵阳北', 'guiyangbei', '贵阳'], ['KOM', '昆明南', 'kunmingnan', '昆明'], ['EAY', '西安北', 'xianbei', '西安'],
  ['XAY', '西安', 'xian', '西安'], ['ICW', '成都东', 'chengdudong', '成都'], ['CUW', '重庆北', 'chongqingbei', '重庆'],
  ['SYT', '沈阳', 'shenyang', '沈阳'], ['CCT', '长春', 'changchun', '长春'], ['VAB', '哈尔滨西', 'haerbinxi', '哈尔滨'],
  ['HBB', '哈尔滨', 'haerbin', '哈尔滨'], ['QHK', '青岛北', 'qingdaobei', '青岛'], ['ENH', '合肥南', 'hefeinan', '合肥'],
  ['BUS-HZ', '杭州客运中心', 'hangzhoukeyunzhongxin', '杭州'], ['BUS-SZ', '苏州汽车北站', 'suzhouqichebeizhan', '苏州'],
  ['BUS-WX', '无锡客运站', 'wuxikeyunzhan', '无锡'],
]

// Places whose initials are not the first letters of their syllables' pinyin run together.
const initialsOf = {
  北京: 'bj', 天津: 'tj', 济南: 'jn', 曲阜: 'qf', 徐州: 'xz', 蚌埠: 'bb', 南京: 'nj', 常州: 'cz', 无锡: 'wx', 苏州: 'sz', 上海: 'sh',
  石家庄: 'sjz', 郑州: 'zz', 武汉: 'wh', 武昌: 'wc', 长沙: 'cs', 广州: 'gz', 深圳: 'sz', 杭州: 'hz', 宁波: 'nb', 温州: 'wz', 福州: 'fz',
  厦门: 'xm', 南昌: 'nc', 贵阳: 'gy', 昆明: 'km', 西安: 'xa', 成都: 'cd', 重庆: 'cq', 沈阳: 'sy', 长春: 'cc', 哈尔滨: 'heb', 青岛: 'qd',
  合肥: 'hf',
}
const suffixes = { 南: 'n', 西: 'x', 东: 'd', 北: 'b', 虹桥: 'hq', 朝阳: 'cy', 客运中心: 'kyzx', 汽车北站: 'qcbz', 客运站: 'kyz' }
const initials = (name) => {
  const base = Object.keys(initialsOf).sort((a, b) => b.length - a.length).find((n) => name.startsWith(n))
  return initialsOf[base] + (name === base ? '' : suffixes[name.slice(base.length)])
}

// [station, km] along the line; distances are rounded public figures.
const jinghu = [['VNP', 0], ['TIP', 122], ['JGK', 406], ['QAK', 535], ['UUH', 692], ['BMH', 848], ['NKH', 1023], ['ESH', 1153], ['WGH', 1210], ['OHH', 1237], ['AOH', 1318]]
const jingguang = [['BXP', 0], ['SJP', 281], ['ZAF', 693], ['WHN', 1229], ['CWQ', 1591], ['IZQ', 2298], ['IOQ', 2400]]
const hukun = [['AOH', 0], ['HGH', 159], ['NXG', 741], ['CWQ', 1083], ['KQW', 1789], ['KOM', 2252]]
const huxi = [['AOH', 0], ['NKH', 295], ['UUH', 626], ['ZAF', 988], ['EAY', 1511]]
const xicheng = [['EAY', 0], ['ICW', 658]]
const chengyu = [['ICW', 0], ['CUW', 308]]
const jingjin = [['VNP', 0], ['TJP', 120]]
const jingha = [['IFP', 0], ['SYT', 697], ['CCT', 1000], ['VAB', 1240]]
const jingqing = [['VNP', 0], ['TIP', 122], ['JGK', 406], ['QHK', 749]]
const hehu = [['AOH', 0], ['NKH', 295], ['ENH', 452], ['WHN', 811]]
const yanhai = [['HGH', 0], ['NGH', 155], ['VRH', 431], ['FYS', 741], ['XKS', 967], ['IOQ', 1481]]
const jinghuOld = [['BJP', 0], ['TJP', 137], ['JNK', 494], ['XCH', 813], ['NJH', 1161], ['SZH', 1376], ['SHH', 1463]]
const jingguangOld = [['BXP', 0], ['SJP', 277], ['ZZF', 689], ['WCN', 1225], ['CSQ', 1587], ['GZQ', 2294]]
const longhaiOld = [['SHH', 0], ['NJH', 301], ['XCH', 649], ['ZZF', 998], ['XAY', 1509]]
const jinghaOld = [['BJP', 0], ['SYT', 703], ['CCT', 1003], ['HBB', 1249]]
const busLine = [['BUS-HZ', 0], ['BUS-SZ', 162], ['BUS-WX', 204]]

// kind, first number, line, pairs a day, first departure, last departure, km/h, minutes at a stop, formation, every nth skips stops
const groups = [
  { kind: 'G', first: 1, line: jinghu, pairs: 12, from: '07:00', to: '19:00', kmh: 300, dwell: 2, formation: 'CR400AF-A', keep: ['NKH', 'JGK'] },
  { kind: 'G', first: 101, line: jinghu, pairs: 26, from: '06:15', to: '19:40', kmh: 275, dwell: 2, formation: 'CR400AF' },
  { kind: 'G', first: 61, line: jingguang, pairs: 16, from: '07:10', to: '15:00', kmh: 285, dwell: 3, formation: 'CR400AF' },
  { kind: 'G', first: 1301, line: hukun, pairs: 10, from: '07:05', to: '13:30', kmh: 240, dwell: 3, formation: 'CR400AF' },
  { kind: 'G', first: 1921, line: huxi, pairs: 10, from: '06:50', to: '16:20', kmh: 270, dwell: 3, formation: 'CR400AF' },
  { kind: 'D', first: 1901, line: xicheng, pairs: 12, from: '06:40', to: '20:00', kmh: 190, dwell: 3, formation: 'CRH2A' },
  { kind: 'C', first: 6001, line: chengyu, pairs: 16, from: '06:30', to: '21:30', kmh: 220, dwell: 2, formation: 'CRH2A' },
  { kind: 'C', first: 2001, line: jingjin, pairs: 20, from: '06:10', to: '22:40', kmh: 240, dwell: 2, formation: 'CRH2A' },
  { kind: 'G', first: 901, line: jingha, pairs: 8, from: '06:50', to: '16:40', kmh: 260, dwell: 3, formation: 'CR400AF' },
  { kind: 'G', first: 171, line: jingqing, pairs: 8, from: '07:20', to: '18:10', kmh: 240, dwell: 3, formation: 'CR400AF' },
  { kind: 'D', first: 3001, line: hehu, pairs: 8, from: '07:15', to: '17:45', kmh: 190, dwell: 3, formation: 'CRH2A' },
  { kind: 'D', first: 3201, line: yanhai, pairs: 8, from: '06:45', to: '13:30', kmh: 185, dwell: 3, formation: 'CRH2A' },
  { kind: 'D', first: 701, line: [['BJP', 0], ['NJH', 1161], ['SHH', 1463]], pairs: 2, from: '19:30', to: '21:20', kmh: 125, dwell: 6, formation: 'CRH2E' },
  { kind: 'Z', first: 281, line: jinghuOld, pairs: 2, from: '12:10', to: '19:40', kmh: 105, dwell: 8, formation: '25T' },
  { kind: 'T', first: 109, line: jinghuOld, pairs: 1, from: '20:05', to: '20:05', kmh: 98, dwell: 8, formation: '25T' },
  { kind: 'K', first: 101, line: jinghuOld, pairs: 1, from: '09:20', to: '09:20', kmh: 75, dwell: 12, formation: '25G', twin: 3 },
  { kind: 'Z', first: 35, line: jingguangOld, pairs: 2, from: '16:00', to: '20:10', kmh: 110, dwell: 8, formation: '25T' },
  { kind: 'K', first: 599, line: jingguangOld, pairs: 1, from: '05:40', to: '05:40', kmh: 78, dwell: 12, formation: '25G' },
  { kind: 'Z', first: 163, line: longhaiOld, pairs: 1, from: '18:30', to: '18:30', kmh: 100, dwell: 8, formation: '25T' },
  { kind: 'K', first: 559, line: longhaiOld, pairs: 1, from: '11:15', to: '11:15', kmh: 78, dwell: 12, formation: '25G', twin: 3 },
  { kind: 'Z', first: 15, line: jinghaOld, pairs: 1, from: '21:20', to: '21:20', kmh: 118, dwell: 8, formation: '25T' },
  { kind: 'K', first: 39, line: jinghaOld, pairs: 1, from: '14:45', to: '14:45', kmh: 80, dwell: 12, formation: '25G' },
  { kind: 'bus', first: 1, line: busLine, pairs: 8, from: '07:00', to: '18:30', kmh: 72, dwell: 10, formation: 'bus45', prefix: 'HS', days: 'daily' },
]

const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
const clock = (m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}:00`
const turned = (line) => line.map(([code, km]) => [code, line.at(-1)[1] - km]).reverse()

const services = []
const stops = []

// Fast trains leave out stops by a rule of their own: every second one calls everywhere, the others at some.
function callsOf(group, line, index) {
  return line.filter(([code], i) => {
    if (i === 0 || i === line.length - 1) return true
    if (group.keep) return group.keep.includes(code) || (index * 5 + i * 3) % 11 === 0
    return group.kind !== 'G' || index % 2 === 0 || (index * 7 + i * 5) % 3 !== 0
  })
}

function add(group, line, number, start, index) {
  const key = `${group.prefix ?? group.kind}${number}`
  const twin = group.twin ? `/${group.kind}${number + group.twin}` : ''
  const formation = group.formation
  services.push([key, key + twin, group.kind, formation, group.days ?? 'daily'])
  let at = start
  let lastKm = 0
  const calls = callsOf(group, line, index)
  calls.forEach(([code, km], i) => {
    if (i > 0) at += Math.round(((km - lastKm) / group.kmh) * 60) + 2
    const arrive = i === 0 ? '' : clock(at)
    if (i > 0 && i < calls.length - 1) at += group.dwell
    const depart = i === calls.length - 1 ? '' : clock(at)
    stops.push([key, i + 1, code, arrive, depart, km])
    lastKm = km
  })
}

for (const group of groups) {
  const from = minutes(group.from)
  const gap = group.pairs > 1 ? (minutes(group.to) - from) / (group.pairs - 1) : 0
  for (let i = 0; i < group.pairs; ++i) {
    const start = Math.round((from + gap * i) / 5) * 5
    const step = group.twin ? 10 : 2
    add(group, group.line, group.first + i * step, start, i)
    add(group, turned(group.line), group.first + i * step + 1, start + 10, i + 1)
  }
}

// Fen per 1,000 km. Second class on G and D and hard seats follow published averages; the rest follows them.
const rates = [
  ['G', 'second', 44000, 1000], ['G', 'first', 71000, 1500], ['G', 'business', 140000, 3000],
  ['D', 'second', 30500, 700], ['D', 'first', 48500, 1000], ['D', 'business', 96000, 2000], ['D', 'emu_sleeper', 61000, 10000],
  ['C', 'second', 42000, 800], ['C', 'first', 67000, 1200], ['C', 'business', 134000, 2500],
  ['', 'hard_seat', 12200, 250], ['', 'hard_sleeper', 22300, 5400], ['', 'soft_sleeper', 34900, 7800], ['', 'deluxe_soft_sleeper', 68000, 15000],
  ['bus', 'seat', 36000, 1000],
]
const passengers = [['adult', 100], ['child', 50], ['student', 75], ['disabled', 50]]

// Prices that travellers know by heart; both directions.
const pairs = [
  ['G', 'VNP', 'AOH', 'second', 55300], ['G', 'VNP', 'AOH', 'first', 93300], ['G', 'VNP', 'AOH', 'business', 174800],
  ['G', 'VNP', 'NKH', 'second', 44350], ['G', 'VNP', 'NKH', 'first', 74850], ['G', 'VNP', 'JGK', 'second', 18450],
  ['G', 'NKH', 'AOH', 'second', 13450], ['G', 'BXP', 'IZQ', 'second', 86200], ['G', 'AOH', 'HGH', 'second', 7300],
  ['C', 'VNP', 'TJP', 'second', 5450], ['C', 'ICW', 'CUW', 'second', 15400],
]
const fares = pairs.flatMap(([kind, from, to, cls, amount]) => [[kind, from, to, cls, amount], [kind, to, from, cls, amount]])

const csv = (name, header, rows) => writeFileSync(here(name), [header.join(','), ...rows.map((r) => r.join(','))].join('\n') + '\n')
csv('stations.csv', ['code', 'name', 'pinyin', 'initials', 'city'], stations.map(([code, name, pinyin, city]) => [code, name, pinyin, initials(name), city]))
csv('services.csv', ['key', 'numbers', 'kind', 'formation', 'days'], services)
csv('stops.csv', ['key', 'sequence', 'station', 'arrive', 'depart', 'km'], stops)
csv('rates.csv', ['kind', 'class', 'minor_per_1000_km', 'minimum'], rates)
csv('fares.csv', ['kind', 'from', 'to', 'class', 'amount'], fares)
csv('passengers.csv', ['type', 'percent'], passengers)
console.log(`${stations.length} stations, ${services.length} services, ${stops.length} stops`)
