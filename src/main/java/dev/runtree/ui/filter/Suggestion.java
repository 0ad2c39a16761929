package dev.runtree.ui.filter;

/**
 * What may stand where one is typing.
 *
 * @param insert what is put there
 * @param detail what it is, in a line; may be empty
 * @param count how often it is there; empty when nobody counted
 * @param isWhole whether the term is finished with it
 * @param isFilter whether it is a whole filter, in place of all that is there
 */
record Suggestion(String insert, String detail, String count, boolean isWhole, boolean isFilter) {

    static Suggestion key(String insert, String detail) {
        return new Suggestion(insert, detail, "", false, false);
    }

    static Suggestion value(String insert, String detail, String count) {
        return new Suggestion(insert, detail, count, true, false);
    }

    static Suggestion filter(String text, String detail) {
        return new Suggestion(text, detail, "", true, true);
    }
}
