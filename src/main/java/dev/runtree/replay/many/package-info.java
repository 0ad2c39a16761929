/** Many replays: some runs, with some models, some times each, and what came of them beside what was recorded. */
@NullMarked
package dev.runtree.replay.many;

import org.jspecify.annotations.NullMarked;
