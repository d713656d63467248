// RFC 9457 problem details as the API sends them, and the failures that never reached it.
export interface Problem {
  code: string
  status: number
  text: { zh: string; en: string } | undefined
  field: string | undefined
}

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code)
  }
}

export function asProblem(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem
  console.error(error)
  return { code: 'client_failure', status: 0, text: undefined, field: undefined }
}

export const networkProblem: Problem = { code: 'network_failure', status: 0, text: undefined, field: undefined }

export const unexpectedProblem: Problem = { ...networkProblem, code: 'unexpected_answer' }

export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>
  const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)
  const zh = text(body['title_zh'])
  const en = text(body['title_en'])
  return {
    code: text(body['code']) ?? unexpectedProblem.code,
    status: response.status,
    text: zh && en ? { zh, en } : undefined,
    field: text(body['field']),
  }
}
