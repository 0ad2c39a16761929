package dev.runtree.ui.aligned;

/**
 * Why two runs cannot be compared step by step.
 *
 * @param title in a few words
 * @param why in a sentence, with what can be done
 * @param isInTable whether the table compares them all the same
 */
record Refused(String title, String why, boolean isInTable) implements Compared {}
