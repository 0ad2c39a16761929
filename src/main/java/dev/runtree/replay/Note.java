package dev.runtree.replay;

/**
 * Something that a reader of a replay should know.
 *
 * @param step the number of the step
 * @param text in one line
 */
public record Note(int step, String text) {}
