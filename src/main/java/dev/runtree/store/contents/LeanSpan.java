package dev.runtree.store.contents;

import dev.runtree.model.RecordedSpan;
import java.util.List;
import java.util.UUID;

/**
 * A span as it is stored.
 *
 * @param recorded its JSON texts have, in place of what was taken out, between two characters U+0001, the place of a content in
 *     {@code contents}, counted from one, and, when it is a part of that content, behind colons with which character it begins
 *     and how many it has
 * @param contents hashes of the contents that have what was taken out, each once
 */
public record LeanSpan(RecordedSpan recorded, List<UUID> contents) {}
