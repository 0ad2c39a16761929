package dev.runtree.store.contents;

import java.time.LocalDate;
import java.util.UUID;

/** What a row of {@code runtree_contents} is known by. */
public record ContentKey(String traceId, UUID hash, LocalDate day) {}
