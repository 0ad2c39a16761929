package dev.runtree.store.contents;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A piece that is stored once.
 *
 * @param hash the first 16 bytes of the SHA-256 of its UTF-8
 * @param day the UTC day on which the spans start that say it
 */
public record ContentRow(String traceId, UUID hash, LocalDate day, String text) {}
