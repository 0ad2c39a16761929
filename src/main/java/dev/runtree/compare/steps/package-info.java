/**
 * Two runs as one tree: which step of the one is which of the other, what differs in it, and where they part. Steps are told by
 * what they are, never by ids or by the clock. Plain values in, plain values out; payloads are only needed one by one.
 */
@NullMarked
package dev.runtree.compare.steps;

import org.jspecify.annotations.NullMarked;
