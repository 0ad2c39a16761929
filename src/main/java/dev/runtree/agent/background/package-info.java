/**
 * What hooks do in the background, off the path of the answer, and at least once: an event is on disk before the answer is
 * given, is worked off by a few threads of this process or of a later one, tried again when it fails, and parked in the end
 * where people see it.
 */
@NullMarked
package dev.runtree.agent.background;

import org.jspecify.annotations.NullMarked;
