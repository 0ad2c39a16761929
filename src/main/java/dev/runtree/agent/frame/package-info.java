/**
 * What a paused run is made of: a frame for each level, from the outermost to the call that waits, as plain records that are
 * written as JSON. Read again, in another process and after a restart, they are all that is needed to go on.
 */
@NullMarked
package dev.runtree.agent.frame;

import org.jspecify.annotations.NullMarked;
