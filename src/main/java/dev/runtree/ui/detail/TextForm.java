package dev.runtree.ui.detail;

/** How a text is shown. */
enum TextForm {
    MARKDOWN,
    PLAIN,
    JSON,
    /** An object's members, a row each. */
    TABLE
}
