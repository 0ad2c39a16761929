package dev.runtree.replay.many;

import dev.runtree.model.Run;
import org.jspecify.annotations.Nullable;

/**
 * One replay of many.
 *
 * @param original what is replayed
 * @param model {@code provider:name} that is asked in place of the recorded one; {@code null} for that
 * @param time which repetition it is, from 1
 */
public record Attempt(Run original, @Nullable String model, int time) {}
