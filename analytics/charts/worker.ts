import { doTasks } from '../../shop/thread-tasks.ts'
import type { Chart } from './data.ts'
import { draw } from './draw.ts'

// One at a time: native memory of a picture is given back only when the event loop has turned.
doTasks<Chart, Uint8Array>(draw)
