/**
 * Runs once more, from what was recorded of them: the loop of a run read back from its steps, whatever SDK told of them, what the
 * record lacks, and the replay that is stored as a run of its own.
 */
@NullMarked
package dev.runtree.replay;

import org.jspecify.annotations.NullMarked;
