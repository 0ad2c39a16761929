/** Replays of whole conversations: the turns of a session, one after the other. */
@NullMarked
package dev.runtree.replay.turns;

import org.jspecify.annotations.NullMarked;
