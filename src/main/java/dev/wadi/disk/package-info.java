/** Files that outlast a crash: appended wholly or not at all, renamed atomically, locked by one process. */
package dev.wadi.disk;
