package dev.runtree.compare.steps;

/**
 * An id or a moment in what a run says.
 *
 * @param key equal for equal texts
 */
record Mark(Kind kind, long key) {
    enum Kind {
        /** It may have been made up by the run: it is the run's own, unless the other knows it as well. */
        ID,
        /** Within the run's own time. It is the run's own, unless the other run tells the very same as another moment. */
        OWN_MOMENT,
        /** At any other time. */
        OTHER_MOMENT
    }
}
