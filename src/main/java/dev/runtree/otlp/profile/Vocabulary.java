package dev.runtree.otlp.profile;

/** The words of one back end or convention. */
interface Vocabulary {
    void tell(Step step, Told told);
}
