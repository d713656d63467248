import { expect, it } from 'vitest'
import { en } from './en'
import { zh } from './zh'

const paths = (tree: object, at = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [at + key] : paths(value as object, `${at}${key}.`)))

const at = (tree: object, path: string) => path.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], tree) as string
const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

it('says the same things in both languages, with the same holes', () => {
  expect(paths(en).sort()).toEqual(paths(zh).sort())
  for (const path of paths(zh)) {
    const english = at(en, path)
    const rich = english.split('|').reduce((a, b) => (holes(b).length > holes(a).length ? b : a))
    expect([path, holes(rich)]).toEqual([path, holes(at(zh, path))])
  }
})
