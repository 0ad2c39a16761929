package dev.runtree.store.contents;

import java.util.List;
import java.util.UUID;

/**
 * Pieces that are stored once, one after another.
 *
 * @param pieces the hashes by which they are found; empty when the text is a single one
 * @param places of each the first character, counted from one, and how many characters it has
 */
public record ContentRow(ContentKey key, String text, List<UUID> pieces, List<Integer> places) {}
