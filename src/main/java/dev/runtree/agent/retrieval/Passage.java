package dev.runtree.agent.retrieval;

/**
 * A piece of a file.
 *
 * @param heading the headings above it, outermost first, {@code " > "} between them; empty when there is none
 * @param firstLine from 1
 * @param lastLine including
 */
record Passage(String text, String heading, int firstLine, int lastLine) {}
