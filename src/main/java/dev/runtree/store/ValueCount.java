package dev.runtree.store;

/**
 * A value that a filter's key has, and how often.
 *
 * @param count how many runs, or calls, have it among those that were looked at
 */
public record ValueCount(String value, long count) {}
