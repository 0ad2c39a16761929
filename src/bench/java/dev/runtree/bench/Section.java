package dev.runtree.bench;

/** Some figures that are measured together, and can be asked for by a name. */
interface Section {
    /** One word. */
    String name();

    void run(Report report) throws Exception;
}
