package dev.runtree.ui.run;

/** What those around a tree want to know of. */
enum TreeEvent {
    /** The run, what is shown of it, or the lane's view is another. */
    CHANGED,
    RECOLOURED,
    /** The reader turned the wheel. */
    SCROLLED,
    /** The reader wants to get rid of what was asked last. */
    ESCAPE
}
