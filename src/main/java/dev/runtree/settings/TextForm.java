package dev.runtree.settings;

/** How a text is shown. */
public enum TextForm {
    MARKDOWN,
    PLAIN,
    JSON,
    /** An object's members, a row each. */
    TABLE
}
