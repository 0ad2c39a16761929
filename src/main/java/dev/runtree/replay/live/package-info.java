/** Replays that ask a model anew: from the step on where they leave the record. */
@NullMarked
package dev.runtree.replay.live;

import org.jspecify.annotations.NullMarked;
