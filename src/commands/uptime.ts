/** Milliseconds since the process started. Node loads a good deal of code for `performance`, which a clean commit would wait for. */
export const uptime = (): number => process.uptime() * 1000;
