package dev.runtree.store.contents;

import dev.runtree.model.RecordedSpan;
import java.util.List;
import java.util.UUID;

/**
 * A span as it is stored.
 *
 * @param recorded its JSON texts have, in place of each piece that was taken out, the piece's place in {@code contents},
 *     counted from one, between two characters U+0001
 * @param contents hashes of what was taken out, each once
 */
public record LeanSpan(RecordedSpan recorded, List<UUID> contents) {}
