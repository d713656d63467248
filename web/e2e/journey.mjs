// The main job in a real browser: register, search, choose a seat, hold, pay, ticket, refund.
// BASE_URL names the running program (with tickets between E2E_FROM and E2E_TO), SCREENSHOT_DIR takes pictures.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { Checks } from './checks.mjs'
import { residentId } from './people.mjs'
import { texts } from './texts.mjs'

const base = process.env.BASE_URL ?? 'http://127.0.0.1:8080'
const pictures = process.env.SCREENSHOT_DIR
const from = { typed: process.env.E2E_FROM_TYPED ?? 'bjn', name: process.env.E2E_FROM ?? '北京南' }
const to = { name: process.env.E2E_TO ?? '上海虹桥' }

const buyers = [
  {
    name: 'zh-desktop',
    language: 'zh',
    context: { locale: 'zh-CN', viewport: { width: 1280, height: 900 } },
    people: ['王小明'],
  },
  {
    name: 'en-phone',
    language: 'en',
    context: { locale: 'en-GB', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
    people: ['Li Hua', 'Zhao Lei'],
  },
]

if (pictures) mkdirSync(pictures, { recursive: true })
const checks = new Checks()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
})
try {
  for (const buyer of buyers) await buy(buyer)
} finally {
  await browser.close()
}
process.exit(checks.report())

async function buy({ name, language, context: options, people }) {
  const t = texts[language]
  const context = await browser.newContext(options)
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const complaints = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))

  let pictureCount = 0
  const picture = async (of, { fullPage = true } = {}) => {
    if (!pictures) return
    const number = String(++pictureCount).padStart(2, '0')
    await page.screenshot({ path: join(pictures, `${name}-${number}-${of}.png`), fullPage, animations: 'disabled' })
  }
  const button = (label, scope = page) => scope.getByRole('button', { name: label })
  const visible = (locator) => locator.first().waitFor({ state: 'visible' })

  checks.begin(name, () => picture('failed'))

  await checks.step('registers an account', async () => {
    await page.goto(base)
    await page.getByRole('banner').getByRole('link', { name: t.signIn }).click()
    await button(t.newHere).click()
    const username = `e2e-${Date.now().toString(36)}-${Math.floor(Math.random() * 1e6)}`
    await page.getByLabel(t.username).fill(username)
    await page.getByLabel(t.password).fill('correct horse battery')
    await page.getByLabel(t.email).fill(`${username}@example.org`)
    await picture('register')
    await button(t.createAccount).click()
    await visible(page.getByRole('button', { name: username }))
  })

  await checks.step('searches by initials and by name', async () => {
    await page.getByRole('combobox', { name: t.from }).fill(from.typed)
    await page.getByRole('option', { name: from.name, exact: false }).first().click()
    const end = page.getByRole('combobox', { name: t.to })
    await end.fill(to.name)
    await visible(page.getByRole('option', { name: to.name, selected: true }))
    await picture('stations')
    await end.press('Enter')
    await button(t.date).click()
    await page.getByRole('dialog').locator('button:enabled').nth(1).click()
    await picture('search')
    await button(t.search).click()
    await visible(page.getByRole('article'))
  })

  await checks.step('sees stops and live counts of a departure', async () => {
    const first = page.getByRole('article').first()
    await button(t.stops, first).click()
    await visible(first.getByRole('listitem').filter({ hasText: to.name }))
    await visible(first.getByText(t.live))
    await picture('journeys', { fullPage: false })
  })

  await checks.step('picks a service and a class', async () => {
    await page.getByRole('article').getByRole('button', { name: t.secondClass, disabled: false }).first().click()
    await page.waitForURL('**/book')
    await visible(page.getByRole('heading', { name: t.passengers }))
  })

  await checks.step('fills in the passengers', async () => {
    for (const [index, person] of people.entries()) {
      if (index > 0) await button(t.addPassenger).click()
      const form = page.getByRole('group', { name: t.passenger(index + 1) })
      await form.getByLabel(t.name, { exact: true }).fill(person)
      await form.getByLabel(t.number).fill('110101199001010000')
    }
    await button(t.hold).click()
    await visible(page.getByText(t.wrongNumber))
    for (const index of people.keys()) {
      await page.getByRole('group', { name: t.passenger(index + 1) }).getByLabel(t.number).fill(residentId())
    }
    await page.getByText(t.wrongNumber).first().waitFor({ state: 'detached' })
  })

  const seats = []
  await checks.step('picks a seat for each passenger', async () => {
    await page.getByRole('radio', { name: t.chooseSeats }).check()
    for (let picked = 0; picked < people.length; ++picked) {
      const seat = page.locator('button[aria-pressed="false"]:enabled').filter({ hasText: /^[A-F]$/ }).first()
      const [, coach, label] = (await seat.getAttribute('aria-label')).match(t.seatLabel)
      seats.push(t.coachSeat(coach, label))
      await seat.click()
    }
    await visible(page.getByText(t.picked(people.length)))
    await picture('seats')
  })

  await checks.step('holds the seats and sees the countdown', async () => {
    await button(t.hold).dblclick()
    await page.waitForURL('**/orders/*')
    const timer = page.getByRole('timer')
    const before = (await timer.textContent()).trim()
    await visible(timer.filter({ hasNotText: before }))
    for (const seat of seats) await visible(page.getByText(seat, { exact: false }))
    await picture('held')
  })

  await checks.step('pays', async () => {
    await button(t.pay).click()
    await visible(page.getByText(t.ticketed, { exact: true }))
  })

  await checks.step('sees each ticket with its QR code', async () => {
    const codes = page.getByRole('img', { name: t.qr })
    await visible(codes.nth(people.length - 1).locator('path, rect'))
    if ((await codes.count()) !== people.length) throw new Error(`${await codes.count()} QR codes`)
    await picture('ticket')
  })

  await checks.step('finds the one order among my orders', async () => {
    await page.getByRole('banner').getByRole('link', { name: t.orders }).click()
    const order = page.getByRole('main').getByRole('link').filter({ hasText: people[0] })
    await visible(order)
    if ((await order.count()) !== 1) throw new Error(`${await order.count()} orders after a double click`)
    await picture('orders')
    await order.click()
  })

  await checks.step('finds the ticket again after a reload', async () => {
    await page.waitForURL('**/orders/*')
    const code = page.getByRole('img', { name: t.qr }).nth(people.length - 1).locator('path, rect')
    await visible(code)
    await page.reload()
    await visible(code)
  })

  await checks.step('refunds every ticket, one by one', async () => {
    for (let left = people.length; left > 0; --left) {
      await page.getByRole('button', { name: t.refund, exact: true }).first().click()
      const dialog = page.getByRole('dialog')
      await visible(dialog.getByText(t.refundSum))
      if (left === people.length) await picture('refund', { fullPage: false })
      await button(t.confirmRefund, dialog).click()
      await dialog.waitFor({ state: 'detached' })
    }
    await visible(page.getByText(t.refunded, { exact: true }))
    await page.getByRole('img', { name: t.qr }).waitFor({ state: 'detached' })
    await picture('refunded')
  })

  await checks.step('fits the width of the screen', async () => {
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (overflow > 0) throw new Error(`${overflow} px too wide`)
  })

  await checks.step('complains of nothing in the console', async () => {
    if (complaints.length) throw new Error(complaints.join('\n'))
  })
  await context.close()
}
