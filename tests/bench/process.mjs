// What another process has used so far, from /proc.
import { readdirSync, readFileSync } from 'node:fs';

/** Time on a processor, of all threads that run, in µs: as the scheduler counts it, and not in ticks of 10 ms. */
export function cpuUs(pid) {
  const ran = (thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + ran(thread), 0) / 1000;
}

/** 0 where it has ended meanwhile, as connections of a database do. */
function cpuUsIfThere(pid) {
  try {
    return cpuUs(pid);
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return 0;
    throw error;
  }
}

/** Of a process and of all that it started itself, as a server of PostgreSQL. */
export function familyCpuUs(pid) {
  const below = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return below.reduce((sum, process) => sum + cpuUsIfThere(Number(process)), cpuUs(pid));
}

export const rssBytes = (pid) => Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
