// A control group of version 1 around one process, so that it gets a known share of the machine; null where control
// groups cannot be made.
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const period = 20_000 // microseconds

export class Fence {
  // `cpu` in shares of one core, `memory` in bytes.
  static around(pid, { cpu, memory }) {
    const fence = new Fence(pid)
    try {
      fence.make('memory', 'memory.limit_in_bytes', memory)
      fence.make('cpu', 'cpu.cfs_period_us', period)
      writeFileSync(join(fence.folders[1], 'cpu.cfs_quota_us'), String(Math.round(cpu * period)))
      // Its part, and that for sure: else it would depend on what else runs on the machine.
      writeFileSync(join(fence.folders[1], 'cpu.shares'), '65536')
      for (const folder of fence.folders) writeFileSync(join(folder, 'cgroup.procs'), String(pid))
      return fence
    } catch {
      fence.remove()
      return null
    }
  }

  constructor(pid) {
    this.pid = pid
    this.folders = []
  }

  make(controller, limit, value) {
    const folder = join('/sys/fs/cgroup', controller, `chepiao-drill-${this.pid}`)
    readFileSync(join('/sys/fs/cgroup', controller, 'cgroup.procs'))
    mkdirSync(folder)
    this.folders.push(folder)
    writeFileSync(join(folder, limit), String(value))
  }

  // How often memory was refused or had to be taken back from the page cache.
  memoryRefused() {
    return Number(readFileSync(join(this.folders[0], 'memory.failcnt'), 'utf8'))
  }

  // After the process has ended.
  remove() {
    for (const folder of this.folders) {
      try {
        rmdirSync(folder)
      } catch {
        // Still in use: it goes with the machine.
      }
    }
  }
}
