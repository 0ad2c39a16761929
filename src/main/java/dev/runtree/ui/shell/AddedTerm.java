package dev.runtree.ui.shell;

/** A filter line with one term more. */
final class AddedTerm {
    private AddedTerm() {}

    /** @param key of the grammar, with a minus before it to leave out what has the value */
    static String to(String filter, String key, String value) {
        var plain = value.matches("[\\w.@-]+");
        var term =
                key + ":" + (plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        return (" " + filter + " ").contains(" " + term + " ") ? filter : (filter + " " + term).strip();
    }
}
