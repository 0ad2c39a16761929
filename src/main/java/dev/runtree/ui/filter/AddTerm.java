package dev.runtree.ui.filter;

/**
 * Adds what a reader points at to the filter: a value that is clicked anywhere in the window, or with Alt its opposite. What
 * is given is a key of the grammar and the plain value; quotes are put around it where they must be.
 */
public interface AddTerm {

    /** Only what has this value; in place of its opposite. */
    void add(String key, String value);

    /** Only what has not. */
    void exclude(String key, String value);
}
