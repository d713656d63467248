import { expect, it } from 'vitest'
import { safeSvg } from './safeSvg'

it('keeps the picture and nothing that could act', () => {
  const picture = safeSvg(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2" onload="x()"><script>x()</script><g fill="#000"><path d="M0 0h1v1z" onclick="x()"/></g><image href="http://a"/></svg>',
  )
  expect(picture?.outerHTML).toBe(
    '<svg viewBox="0 0 2 2"><g fill="#000"><path d="M0 0h1v1z"></path></g></svg>',
  )
})

it('refuses what is no picture', () => {
  expect(safeSvg('<p>')).toBeUndefined()
  expect(safeSvg('')).toBeUndefined()
})
